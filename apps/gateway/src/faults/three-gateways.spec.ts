import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Deployment } from './testing/deployment.ts';
import { Nginx } from './testing/nginx.ts';
import { isClean } from './testing/verdict.ts';
import { Writers } from './testing/writers.ts';

const SESSIONS = 4;

describe('three gateways behind nginx, with twenty people who type', { timeout: 180_000 }, () => {
  let deployment: Deployment;
  let nginx: Nginx;
  let writers: Writers;

  const sessions = (count: number): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, () => deployment.createSession()));
  const broken = async (): Promise<unknown> =>
    (await writers.verdicts()).filter((verdict) => !isClean(verdict));

  beforeAll(async () => {
    deployment = await Deployment.shared(3, { TRUST_PROXY_HOPS: '1' });
    nginx = await Nginx.start(deployment.gateways.map(({ port }) => port));
  }, 120_000);
  afterAll(async () => {
    await nginx.stop();
    await deployment.stop();
  });
  beforeEach(async () => {
    writers = await Writers.join([nginx.url], { sessionIds: await sessions(SESSIONS), inEach: 5 });
    writers.write();
    await writers.heard();
  }, 60_000);
  afterEach(() => {
    for (const gateway of deployment.gateways) gateway.resume();
    writers.close();
  });

  it('lose nothing and go on when one gateway after the other is killed', async () => {
    for (const gateway of deployment.gateways) {
      await gateway.kill();
      await writers.heard();
      await gateway.restart();
    }
    expect(await broken()).toEqual([]);
  });

  it('lose nothing and go on elsewhere when one gateway after the other hangs and wakes up', async () => {
    for (const gateway of deployment.gateways.slice(0, 2)) {
      gateway.pause();
      await writers.heard();
      gateway.resume();
      await writers.heard();
    }
    expect(await broken()).toEqual([]);
  });

  it('lose nothing in a rolling restart, in which every gateway ends well', async () => {
    for (const gateway of deployment.gateways) {
      expect(await gateway.terminate()).toBe(0);
      await writers.heard();
      await gateway.restart();
    }
    expect(await broken()).toEqual([]);
  });

  it('go on typing while Redis is away, and have everything stored when it is back', async () => {
    await deployment.killRedis();
    const before = writers.all.map(({ shown }) => shown.length);
    await delay(1500);
    expect(writers.all.every(({ shown }, i) => shown.length > (before[i] ?? 0))).toBe(true);
    expect(writers.all.map(({ status }) => status)).not.toContain('saved');
    await deployment.restartRedis();
    await writers.heard();
    expect(deployment.gateways.map(({ isRunning }) => isRunning)).toEqual([true, true, true]);
    expect(await broken()).toEqual([]);
  });

  it('put every session back when Redis is wiped, with everything that was acknowledged, once', async () => {
    await deployment.wipeRedis();
    await writers.heard();
    expect(await broken()).toEqual([]);
  });

  it('stay, a hundred more of them, when nginx is reloaded', async () => {
    writers.close();
    writers = await Writers.join([nginx.url], { sessionIds: await sessions(24), inEach: 5 });
    writers.write();
    await writers.heard();
    nginx.reload();
    await writers.heard();
    expect(await broken()).toEqual([]);
  });
});
