import { GatewayProcess } from './support/gateway-process.ts';
import { NginxProcess } from './support/nginx-process.ts';
import { RedisProcess } from './support/redis-process.ts';
import { expect, test as base } from './support/test.ts';

interface Fleet {
  readonly gateways: readonly [GatewayProcess, GatewayProcess, GatewayProcess];
  readonly nginx: NginxProcess;
}

/** What `docker/compose.yaml` starts: nginx, three gateways and Redis. */
const test = base.extend<{ readonly fleet: Fleet }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from the pattern.
  fleet: async ({}, use) => {
    const redis = await RedisProcess.start();
    const variables = { REDIS_URL: redis.url, TRUST_PROXY_HOPS: '1' };
    const start = () => GatewayProcess.start(variables);
    const gateways = await Promise.all([start(), start(), start()]);
    const nginx = await NginxProcess.start(gateways.map(({ port }) => port));
    await use({ gateways: [gateways[0], gateways[1], gateways[2]], nginx });
    await nginx.dispose();
    await Promise.all(gateways.map((gateway) => gateway.dispose()));
    await redis.dispose();
  },
  gateway: async ({ fleet }, use) => {
    await use(fleet.gateways[0]);
  },
  origin: async ({ fleet }, use) => {
    await use(fleet.nginx.url);
  },
});

test('nobody notices that every gateway and nginx are restarted under them', async ({
  fleet,
  person,
  createSession,
}) => {
  const { sessionId } = await createSession({ language: 'python', code: 'print(6 * 7)\n' });
  const [ada, ben] = [await person(), await person()];
  for (const one of [ada, ben]) {
    // The browser notes each connection that ends; the page goes on.
    one.guard.allow(/WebSocket|Failed to load resource/);
    await one.joins(`/s/${sessionId}`);
    // Gone if the page were loaded again.
    await one.page.evaluate(() => document.body.setAttribute('data-same-page', ''));
  }
  await ada.run.click();
  await expect(ben.output).toContainText('42', { timeout: 120_000 });

  await ada.goesToEnd();
  const typed = '0123456789'.repeat(8);
  const typing = ada.types(typed, 50);
  for (const gateway of fleet.gateways) {
    expect(await gateway.stop()).toBe(0);
    await gateway.startAgain();
  }
  fleet.nginx.reload();
  await typing;
  await ada.isSaved();
  for (const one of [ada, ben]) {
    await expect.poll(() => one.code(), { timeout: 60_000 }).toBe(`print(6 * 7)\n${typed}`);
    await expect(one.page.locator('body[data-same-page]')).toHaveCount(1);
    await expect(one.page.getByText(/reload/i)).toHaveCount(0);
  }
  const late = await person();
  await late.joins(`/s/${sessionId}`);
  await expect.poll(() => late.code()).toBe(`print(6 * 7)\n${typed}`);
});
