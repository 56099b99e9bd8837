import { describe, expect, it } from 'vitest';
import type { HealthReply } from '@pairlink/protocol';
import { TestClient } from '../live/testing/test-client.ts';
import { RestClient } from '../testing/rest-client.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

describe('health', () => {
  it('names the state of each thing the gateway needs', async () => {
    const gateway = await startTestGateway();
    const rest = new RestClient(gateway.url);
    const [health, live, ready] = await Promise.all(
      ['/api/health', '/api/health/live', '/api/health/ready'].map((path) => rest.call(path)),
    );
    await gateway.stop();
    expect(health).toMatchObject({
      status: 200,
      body: {
        status: 'ok',
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        dependencies: { store: { status: 'up' } },
      },
    });
    expect(live).toMatchObject({ status: 200 });
    expect(ready).toMatchObject({
      status: 200,
      body: { status: 'ready', dependencies: { store: { status: 'up' } } },
    });
    expect(health?.body).not.toHaveProperty('proxy');
  });

  it('says which thing it waits for', async () => {
    const redis = new RedisServers();
    const server = await redis.server();
    const gateway = await startTestGateway({ REDIS_URL: server.url });
    const rest = new RestClient(gateway.url);
    expect(await rest.call('/api/health/ready')).toMatchObject({ status: 200 });
    await redis.stop();
    const [ready, health, live] = await Promise.all(
      ['/api/health/ready', '/api/health', '/api/health/live'].map((path) => rest.call(path)),
    );
    await gateway.stop();
    const dependencies = { store: { status: 'down', detail: expect.stringContaining('Redis') } };
    expect(ready).toMatchObject({ status: 503, body: { status: 'waiting', dependencies } });
    expect(health).toMatchObject({ status: 503, body: { status: 'error', dependencies } });
    expect(live?.status).toBe(200);
  });

  it('sends load balancers away before it stops', async () => {
    const gateway = await startTestGateway();
    const rest = new RestClient(gateway.url);
    gateway.drain.begin();
    const [ready, live] = await Promise.all([rest.call('/api/health/ready'), rest.call('/api/health/live')]);
    await gateway.stop();
    expect(ready).toMatchObject({ status: 503, body: { status: 'draining' } });
    expect(live.status).toBe(200);
  });
});

const checksOf = async (
  rest: RestClient,
  headers: Record<string, string>,
): Promise<Record<string, string>> => {
  const { body } = await rest.rawGet('/api/health?through=proxy', headers);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the reply that is tested
  const { proxy = [] } = body as HealthReply;
  return Object.fromEntries(proxy.map(({ name, status }) => [name, status]));
};

describe('health through a proxy', () => {
  const PROXIED = {
    host: 'pairlink.example',
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-proto': 'https',
  };
  const CONFIGURED = { PUBLIC_URL: 'https://pairlink.example', TRUST_PROXY_HOPS: '1' };

  it('finds nothing wrong with one that does all it must', async () => {
    const gateway = await startTestGateway(CONFIGURED);
    const rest = new RestClient(gateway.url);
    const { sessionId: session } = await rest.create();
    expect(await checksOf(rest, PROXIED)).toMatchObject({ 'WebSocket upgrade': 'unknown' });
    const ada = await TestClient.connect(gateway.url, { session, headers: PROXIED });
    const checks = await checksOf(rest, PROXIED);
    ada.close();
    await gateway.stop();
    expect(checks).toEqual({
      'X-Forwarded-For': 'ok',
      'X-Forwarded-Proto': 'ok',
      Host: 'ok',
      'HTTP version': 'ok',
      'WebSocket upgrade': 'ok',
    });
  });

  it('names what is missing', async () => {
    const gateway = await startTestGateway(CONFIGURED);
    const rest = new RestClient(gateway.url);
    const { 'x-forwarded-for': address } = PROXIED;
    const stripped = await rest.rawGet('/socket.io/?EIO=4&transport=websocket', {
      'x-forwarded-for': address,
    });
    const checks = await checksOf(rest, { host: 'gateway:3000' });
    await gateway.stop();
    expect(stripped.status).toBe(400);
    expect(checks).toEqual({
      'X-Forwarded-For': 'missing',
      'X-Forwarded-Proto': 'missing',
      Host: 'missing',
      'HTTP version': 'ok',
      'WebSocket upgrade': 'missing',
    });
  });

  it.each([
    ['0', '203.0.113.7', 'missing'],
    ['1', '203.0.113.7', 'ok'],
    ['1', '6.6.6.6, 203.0.113.7', 'ok'],
    ['2', '203.0.113.7', 'missing'],
  ])('with TRUST_PROXY_HOPS=%s finds X-Forwarded-For: %s %s', async (hops, addresses, status) => {
    const gateway = await startTestGateway({ TRUST_PROXY_HOPS: hops });
    const checks = await checksOf(new RestClient(gateway.url), { 'x-forwarded-for': addresses });
    await gateway.stop();
    expect(checks).toMatchObject({ 'X-Forwarded-For': status });
  });
});
