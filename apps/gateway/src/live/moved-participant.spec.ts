import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServers } from '../testing/redis-servers.ts';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient } from './testing/test-client.ts';

describe('somebody who was on another instance', () => {
  const servers = new RedisServers();
  let gateways: TestGateway[];
  beforeAll(async () => {
    const { url } = await servers.server();
    gateways = await Promise.all([1, 2].map(() => startTestGateway({ REDIS_URL: url })));
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await servers.stop();
  });

  it('brings edits under the Yjs client id from there to an instance that knew the session before', async () => {
    const [here = '', there = ''] = gateways.map((gateway) => gateway.url);
    const { sessionId: session } = await new RestClient(here).create({ code: '' });
    const eve = await TestClient.join(here, { session });
    const auth = { participantSecret: 'a'.repeat(32) };
    const ada = await TestClient.join(there, { session, auth });
    ada.text.insert(0, 'written there');
    ada.socket.disconnect();

    const back = await TestClient.connect(here, { session, auth });
    back.doc = ada.doc;
    await back.enter();
    await eve.until(() => eve.text.toString() === 'written there');

    // Of the others nobody may write under it all the same.
    const mallory = await TestClient.join(here, { session });
    mallory.doc.clientID = ada.joined?.clientId ?? 0;
    mallory.text.insert(0, 'forged ');
    expect(await mallory.flush()).toMatchObject({ ok: false, problem: { code: 'malformed-update' } });
    for (const client of [eve, back, mallory]) client.close();
  });
});
