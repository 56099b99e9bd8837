import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClient } from './testing/test-client.ts';
import type { TestGateway } from './testing/test-gateway.ts';
import { startTestGateway } from './testing/test-gateway.ts';

const HOUR_MS = 60 * 60 * 1000;
const iso = (at: number): string => new Date(at).toISOString();

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const idleFor = async (ms: number): Promise<{ session: string; keptUntil: string }> => {
  const lastActive = Date.now() - ms;
  const { sessionId } = await gateway.createSession({ patch: { lastActive } });
  return { session: sessionId, keptUntil: iso(lastActive + 24 * HOUR_MS) };
};

describe('people in a session that goes if they leave', () => {
  it('are told when they join within the last hour, and how long it is kept in any case', async () => {
    const { session, keptUntil } = await idleFor(23.5 * HOUR_MS);
    const ada = await TestClient.connect(gateway.url, { session });
    const told = ada.next('session-expiring');
    expect(await ada.enter()).toMatchObject({ expiresAt: keptUntil });
    expect(await told).toEqual({ expiresAt: keptUntil });
    ada.close();
  });

  it('are told nothing while it is kept for long', async () => {
    const { session, keptUntil } = await idleFor(5 * HOUR_MS);
    const ada = await TestClient.connect(gateway.url, { session });
    const told: unknown[] = [];
    ada.socket.on('session-expiring', (notice) => told.push(notice));
    expect(await ada.enter()).toMatchObject({ expiresAt: keptUntil });
    expect(told).toEqual([]);
    ada.close();
  });

  it('are told once for each time', async () => {
    const { session } = await idleFor(0);
    const ada = await TestClient.join(gateway.url, { session });
    const told: unknown[] = [];
    ada.socket.on('session-expiring', (notice) => told.push(notice));
    const at = Date.now();
    for (const time of [at, at, at + HOUR_MS]) gateway.live.tellExpiry(session, time);
    await ada.ask('typing', { isTyping: true });
    expect(told).toEqual([at, at + HOUR_MS].map((time) => ({ expiresAt: iso(time) })));
    ada.close();
  });
});
