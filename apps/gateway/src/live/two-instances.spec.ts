import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServers } from '../testing/redis-servers.ts';
import { asHost, RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient } from './testing/test-client.ts';

const problem = (code: string): object => ({ ok: false, problem: { code } });

describe('a session of two instances', () => {
  const servers = new RedisServers();
  let url: string;
  let gateways: TestGateway[];
  beforeAll(async () => {
    ({ url } = await servers.server());
    gateways = await Promise.all([1, 2].map(() => startTestGateway({ REDIS_URL: url })));
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await servers.stop();
  });

  it('ends on both when its host deletes it on one', async () => {
    const [here, there] = gateways.map((gateway) => gateway.url);
    const rest = new RestClient(here ?? '');
    const session = await rest.create();
    const ada = await TestClient.join(there ?? '', { session: session.sessionId });
    const ended = ada.next('session-ended');
    await rest.call(`/api/sessions/${session.sessionId}`, { method: 'DELETE', headers: asHost(session) });
    expect(await ended).toEqual({ reason: 'deleted' });
    ada.close();
  });

  it('is locked on both when its host locks it on one', async () => {
    const [here, there] = gateways.map((gateway) => gateway.url);
    const rest = new RestClient(here ?? '');
    const session = await rest.create();
    const ada = await TestClient.join(there ?? '', { session: session.sessionId });
    const told = ada.next('session-locked');
    const path = `/api/sessions/${session.sessionId}`;
    await rest.call(path, { method: 'PATCH', json: { isLocked: true }, headers: asHost(session) });
    expect(await told).toMatchObject({ isLocked: true });
    ada.text.insert(0, 'x');
    expect(await ada.flush()).toMatchObject(problem('session-locked'));
    ada.close();
  });
});
