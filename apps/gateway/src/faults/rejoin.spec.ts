import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClient } from '../live/testing/test-client.ts';
import { startTestGateway as startSlowGateway } from '../live/testing/test-gateway.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

const TIMES = 5;
const SLOW_MS = 500;

describe('somebody who leaves and comes again', () => {
  it('finds the last acknowledged edit while the disk is slow', async () => {
    const gateway = await startSlowGateway();
    const { sessionId: session } = await gateway.createSession({ code: '' });
    gateway.faults.before('append', () => delay(SLOW_MS));
    let wanted = '';
    for (let n = 0; n < TIMES; n++) {
      const ada = await TestClient.join(gateway.url, { session });
      expect(ada.text.toString()).toBe(wanted);
      await ada.type(wanted.length, `${n};`);
      wanted += `${n};`;
      ada.close();
    }
    await gateway.stop();
  });

  describe('now on one instance, now on the other', () => {
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

    it('finds the last acknowledged edit, although the session is open on both', async () => {
      const urls = gateways.map(({ url }) => url);
      const { sessionId: session } = await new RestClient(urls[0] ?? '').create({ code: '' });
      const others = await Promise.all(urls.map((url) => TestClient.join(url, { session })));
      let wanted = '';
      for (let n = 0; n < 10 * TIMES; n++) {
        const ada = await TestClient.join(urls[n % urls.length] ?? '', { session });
        expect(ada.text.toString()).toBe(wanted);
        await ada.type(wanted.length, `${n};`);
        wanted += `${n};`;
        ada.close();
      }
      await Promise.all(others.map((other) => other.until(() => other.text.toString() === wanted)));
      for (const other of others) other.close();
    });
  });
});
