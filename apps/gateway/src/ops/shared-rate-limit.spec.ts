import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClient } from '../live/testing/test-client.ts';
import { openClient } from '../store/redis/redis-clients.ts';
import { ready } from '../store/redis/redis-start.ts';
import { parseRedisUrl } from '../store/redis/redis-url.ts';
import type { RedisServer } from '../testing/redis-servers.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { RestClient } from '../testing/rest-client.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { defineRateCommand, SharedRateLimit } from './shared-rate-limit.ts';

const redis = new RedisServers();
let server: RedisServer;
beforeAll(async () => {
  server = await redis.server();
});
afterAll(() => redis.stop());

/** As another gateway would open it. */
async function limitOf(name: string, perMinute: number): Promise<SharedRateLimit & { close(): void }> {
  const client = openClient(parseRedisUrl(server.url), () => undefined);
  await ready(client);
  const limit = new SharedRateLimit({ client: defineRateCommand(client), name, perMinute });
  return Object.assign(limit, { close: () => client.disconnect() });
}

describe('a rate limit over Redis', () => {
  it('counts what several gateways let through together', async () => {
    const [one, other] = [await limitOf('together', 3), await limitOf('together', 3)];
    const waits = [];
    for (const limit of [one, other, one]) waits.push(await limit.take('a'));
    expect(waits).toEqual([0, 0, 0]);
    expect(await other.take('a')).toBeGreaterThan(0);
    expect(await other.take('b')).toBe(0);
    one.close();
    other.close();
  });

  it('takes back what did not count, but no more than there was', async () => {
    const [one, other] = [await limitOf('back', 1), await limitOf('back', 1)];
    await one.giveBack('a');
    expect(await one.take('a')).toBe(0);
    expect(await other.take('a')).toBeGreaterThan(0);
    await one.giveBack('a');
    const third = await limitOf('back', 1);
    expect(await third.take('a')).toBe(0);
    for (const limit of [one, other, third]) limit.close();
  });

  it('forgets who has not come for a minute, and never writes down who it was', async () => {
    const limit = await limitOf('names', 5);
    await limit.take('203.0.113.7');
    const client = openClient(parseRedisUrl(server.url), () => undefined);
    await ready(client);
    const [key = ''] = await client.keys('pairlink:rate:names:*');
    const lives = await client.pttl(key);
    client.disconnect();
    limit.close();
    expect(key).not.toContain('203.0.113');
    expect(lives).toBeGreaterThan(0);
    expect(lives).toBeLessThanOrEqual(60_000);
  });

  it('holds in each gateway while Redis is away', async () => {
    const other = await redis.server();
    const client = openClient(parseRedisUrl(other.url), () => undefined);
    await ready(client);
    const limit = new SharedRateLimit({ client: defineRateCommand(client), name: 'away', perMinute: 2 });
    const gone = new Promise((resolve) => client.once('close', resolve));
    other.process.kill('SIGKILL');
    await gone;
    const waits = [await limit.take('a'), await limit.take('a'), await limit.take('a')];
    client.disconnect();
    expect(waits.map((wait) => wait > 0)).toEqual([false, false, true]);
  });
});

/** As a proxy would pass it on. */
const from = (last: number): Record<string, string> => ({ 'x-forwarded-for': `203.0.113.${last}` });

const create = (url: string, last: number) =>
  new RestClient(url).call<{ sessionId: string }>('/api/sessions', {
    json: { password: 'right' },
    headers: from(last),
  });

const look = async (url: string): Promise<number> =>
  (await new RestClient(url).call('/api/languages', { headers: from(3) })).status;

describe('two gateways over one Redis', () => {
  it('count creations, calls, sockets and wrong passwords of an address together', async () => {
    const variables = {
      REDIS_URL: server.url,
      TRUST_PROXY_HOPS: '1',
      RATE_CREATE_PER_MINUTE: '1',
      RATE_LOOKUP_PER_MINUTE: '1',
      RATE_CONNECT_PER_MINUTE: '2',
      RATE_PASSWORD_PER_MINUTE: '1',
    };
    const gateways = await Promise.all([startTestGateway(variables), startTestGateway(variables)]);
    const [one, other] = gateways.map(({ url }) => url);
    if (one === undefined || other === undefined) throw new Error('two were started');
    const created = await create(one, 1);
    const again = await create(other, 1);
    const neighbour = await create(other, 2);
    const looks = [await look(one), await look(other)];
    const connect = (url: string, password: string): Promise<unknown> =>
      TestClient.connect(url, {
        session: created.body.sessionId,
        auth: { password },
        headers: from(4),
      }).then(
        (client) => client.close(),
        ({ data }: { data: { code: string; message: string } }) => data.message,
      );
    const sockets = [await connect(one, 'wrong'), await connect(other, 'wrong'), await connect(one, 'right')];
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    expect([created.status, again.status, neighbour.status]).toEqual([201, 429, 201]);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(looks).toEqual([200, 429]);
    expect(sockets).toEqual([
      expect.stringMatching(/password/i),
      expect.stringContaining('Too many wrong passwords'),
      expect.stringContaining('Too many connections'),
    ]);
  });
});
