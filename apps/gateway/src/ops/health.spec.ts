import { describe, expect, it } from 'vitest';
import { RestClient } from '../testing/rest-client.ts';
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
    expect(ready).toMatchObject({ status: 200, body: { status: 'ready' } });
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
