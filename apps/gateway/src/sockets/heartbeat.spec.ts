/* oxlint-disable no-underscore-dangle, typescript/no-unsafe-type-assertion -- what lies under a client is not in its types */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestGateway } from '../live/testing/test-gateway.ts';
import { TestClient } from '../live/testing/test-client.ts';
import { Heartbeat } from './heartbeat.ts';

const TIMES = { intervalMs: 5000, timeoutMs: 3000 };

class Patient {
  pings = 0;
  isEnded = false;
  #hasAnswered = true;

  constructor(readonly answers: boolean) {}

  ping(): void {
    this.pings++;
    this.#hasAnswered = this.answers;
  }

  endIfSilent(): void {
    if (!this.#hasAnswered) this.isEnded = true;
  }
}

describe('the heartbeat of all sockets', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('pings each once in an interval and ends those that do not answer in time', () => {
    const heartbeat = new Heartbeat();
    const there = Array.from({ length: 7 }, () => new Patient(true));
    const gone = Array.from({ length: 7 }, () => new Patient(false));
    const stops = [...there, ...gone].map((patient) => heartbeat.watch(patient, TIMES));
    vi.advanceTimersByTime(TIMES.intervalMs);
    expect([...there, ...gone].map(({ pings }) => pings)).toEqual(Array.from({ length: 14 }, () => 1));
    vi.advanceTimersByTime(TIMES.timeoutMs);
    expect(there.map(({ isEnded }) => isEnded)).toEqual(there.map(() => false));
    expect(gone.map(({ isEnded }) => isEnded)).toEqual(gone.map(() => true));
    expect(vi.getTimerCount()).toBe(1);
    for (const stop of stops) stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('blames nobody for a pause of this process', () => {
    const heartbeat = new Heartbeat();
    const patient = new Patient(false);
    const stop = heartbeat.watch(patient, TIMES);
    vi.advanceTimersByTime(3000);
    expect(patient.pings).toBe(1);
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 60_000);
    vi.advanceTimersByTime(1000);
    expect(patient.isEnded).toBe(false);
    clock.mockRestore();
    stop();
  });
});

/** What lies under a client, of engine.io-client and ws. */
interface Under {
  readonly _pingTimeoutTimer: NodeJS.Timeout;
  readonly transport: { readonly ws: { readonly _socket: { cork(): void; uncork(): void } } };
}

const under = (client: TestClient): Under => client.socket.io.engine as unknown as Under;

it('a client that answers no ping is let go, one that answers stays', async () => {
  const gateway = await startTestGateway();
  const { sessionId } = await gateway.createSession();
  const ada = await TestClient.join(gateway.url, { session: sessionId });
  const bo = await TestClient.join(gateway.url, { session: sessionId });
  const left = ada.next('user-left');
  bo.stopReading();
  // The client would give up by itself: here the server must.
  clearTimeout(under(bo)._pingTimeoutTimer);
  expect((await left).participant.participantId).toBe(bo.joined?.self.participantId);
  expect(ada.socket.connected).toBe(true);
  ada.close();
  bo.close();
  await gateway.stop();
});

it('order is kept between what Socket.io decodes and what it does not', async () => {
  const gateway = await startTestGateway();
  const { sessionId } = await gateway.createSession();
  const ada = await TestClient.join(gateway.url, { session: sessionId });
  const network = under(ada).transport.ws._socket;
  network.cork();
  const left = ada.ask('leave-session', null);
  const typed = ada.type(0, 'too late');
  await new Promise(setImmediate);
  network.uncork();
  expect(await left).toMatchObject({ ok: true });
  await expect(typed).rejects.toThrow('not-joined');
  ada.close();
  await gateway.stop();
});
