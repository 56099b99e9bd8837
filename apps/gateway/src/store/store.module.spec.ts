import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServers } from '../testing/redis-servers.ts';
import { asHost, RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

describe('two gateways over one Redis', () => {
  const servers = new RedisServers();
  const gateways: TestGateway[] = [];
  let here: RestClient;
  let there: RestClient;

  beforeAll(async () => {
    const { url } = await servers.server();
    gateways.push(await startTestGateway({ REDIS_URL: url }), await startTestGateway({ REDIS_URL: url }));
    here = new RestClient(gateways[0]?.url ?? '');
    there = new RestClient(gateways[1]?.url ?? '');
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await servers.stop();
  });

  it('show the same session, whoever changes it', async () => {
    const { sessionId } = await here.create({ code: 'one\n' });
    const path = `/api/sessions/${sessionId}`;
    expect((await there.call(path)).body).toMatchObject({ code: 'one\n' });
    await there.call(path, { method: 'PATCH', json: { code: 'one\ntwo\n', title: 'Both' } });
    expect((await here.call(path)).body).toMatchObject({ code: 'one\ntwo\n', title: 'Both' });
    await here.call(path, { method: 'PATCH', json: { code: 'zero\none\ntwo\n' } });
    expect((await there.call(path)).body).toMatchObject({ code: 'zero\none\ntwo\n' });
  });

  it('agree that a session is gone', async () => {
    const session = await here.create();
    const path = `/api/sessions/${session.sessionId}`;
    expect((await there.call(path)).status).toBe(200);
    await here.call(path, { method: 'DELETE', headers: asHost(session) });
    expect(await there.call(path)).toMatchObject({ status: 410, body: { code: 'session-gone' } });
  });

  it('say how Redis is', async () => {
    expect((await here.call('/api/health')).body).toMatchObject({
      dependencies: { store: { status: 'up' } },
    });
  });
});
