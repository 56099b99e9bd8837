import { afterEach, describe, expect, it } from 'vitest';
import { TestClient } from '../live/testing/test-client.ts';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
let session: string;
afterEach(() => gateway.stop());

async function start(trustedHops: string): Promise<void> {
  gateway = await startTestGateway({ TRUST_PROXY_HOPS: trustedHops, RATE_PASSWORD_PER_MINUTE: '2' });
  ({ sessionId: session } = await new RestClient(gateway.url).create({ password: 'right' }));
}

/** What a handshake with this password answers, seen by a proxy that passes on `forwarded`. */
function tryPassword(password: string, forwarded: string): Promise<unknown> {
  const headers = { 'x-forwarded-for': forwarded };
  return TestClient.connect(gateway.url, { session, auth: { password }, headers }).then(
    (client) => {
      client.close();
      return 'in';
    },
    ({ data: { code } }: { data: { code: unknown } }) => code,
  );
}

describe('wrong passwords over sockets', () => {
  it('count for the person behind the proxy, not for the proxy', async () => {
    await start('1');
    const codes = [];
    for (let n = 0; n < 3; n++) codes.push(await tryPassword('wrong', '203.0.113.1'));
    expect(codes).toEqual(['wrong-password', 'wrong-password', 'rate-limited']);
    expect(await tryPassword('right', '203.0.113.2')).toBe('in');
  });

  it('cannot be spread over addresses that the client made up', async () => {
    await start('1');
    const codes = [];
    for (let n = 0; n < 3; n++) codes.push(await tryPassword('wrong', `198.51.100.${n}, 203.0.113.1`));
    expect(codes.at(-1)).toBe('rate-limited');
    await gateway.stop();
    await start('0');
    codes.length = 0;
    for (let n = 0; n < 3; n++) codes.push(await tryPassword('wrong', `198.51.100.${n}`));
    expect(codes.at(-1)).toBe('rate-limited');
  });
});
