import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGateway } from '../live/testing/test-gateway.ts';
import { startTestGateway } from '../live/testing/test-gateway.ts';
import { TcpProxy } from './testing/tcp-proxy.ts';
import { isClean } from './testing/verdict.ts';
import { Writers } from './testing/writers.ts';

describe('a network that falls silent', { timeout: 120_000 }, () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  // Ten seconds are longer than both sides wait for each other's pings: one connection lives on, the other does not.
  it.each([1, 10])('for %i s loses nothing of what both sides write meanwhile', async (seconds) => {
    const proxy = await TcpProxy.to(gateway.port);
    const { sessionId } = await gateway.createSession({ code: '' });
    const writers = await Writers.join([gateway.url, proxy.url], { sessionIds: [sessionId], inEach: 4 });
    const behindIt = writers.all.filter((_, n) => n % 2 === 1);
    const written = (): number[] => writers.all.map(({ person }) => person.tokens.length);
    writers.write();
    await writers.heard();

    const before = written();
    proxy.silence();
    await delay(seconds * 1000);
    expect(written().every((count, n) => count > (before[n] ?? 0))).toBe(true);
    expect(behindIt.map(({ status }) => status)).not.toContain('saved');
    proxy.restore();

    await writers.heard();
    expect((await writers.verdicts()).filter((verdict) => !isClean(verdict))).toEqual([]);
    writers.close();
    await proxy.stop();
  });
});
