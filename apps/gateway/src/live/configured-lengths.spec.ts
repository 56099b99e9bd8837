import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGateway } from './testing/test-gateway.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

const REFUSED = { ok: false, problem: { code: 'invalid-payload' } };

describe.each([
  ['shorter than by default', 5],
  ['longer than by default', 300],
])('names and titles %s', (_, length) => {
  const longest = 'x'.repeat(length);
  const tooLong = `${longest}x`;
  let gateway: TestGateway;
  let session: string;
  beforeAll(async () => {
    gateway = await startTestGateway({
      LIMIT_NAME_LENGTH: String(length),
      LIMIT_TITLE_LENGTH: String(length),
    });
    session = (await gateway.createSession()).sessionId;
  });
  afterAll(() => gateway.stop());

  it('are taken up to the length that the operator set', async () => {
    const ada = await TestClient.join(gateway.url, { session, auth: { name: longest } });
    expect(ada.joined?.self.name).toBe(longest);
    valueOf(await ada.ask('name-change', { name: longest }));
    const shown = ada.next('title-updated');
    valueOf(await ada.ask('title-change', { title: longest }));
    expect((await shown).title).toBe(longest);
    const bo = await TestClient.join(gateway.url, { session, name: longest });
    expect(bo.joined?.self.name).toBe(longest);
    ada.close();
    bo.close();
  });

  it('are refused above it, at every door', async () => {
    const shaken = TestClient.connect(gateway.url, { session, auth: { name: tooLong } });
    await expect(shaken).rejects.toMatchObject({ data: { code: 'invalid-payload' } });
    const bo = await TestClient.connect(gateway.url, { session });
    expect(await bo.ask('join-session', { mode: 'crdt', name: tooLong })).toMatchObject(REFUSED);
    bo.close();
    const ada = await TestClient.join(gateway.url, { session });
    expect(await ada.ask('name-change', { name: tooLong })).toMatchObject(REFUSED);
    expect(await ada.ask('title-change', { title: tooLong })).toMatchObject(REFUSED);
    ada.close();
  });
});
