import type { CreatedSession } from '@pairlink/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

const RUN = { language: 'python', entry: 'main.py' } as const;
const auth = { participantSecret: 'a'.repeat(32) };
const text = (line: string) => ({ kind: 'stdout', text: line }) as const;

describe('a run whose runner loses the connection', () => {
  let gateway: TestGateway;
  let session: CreatedSession;
  let bo: TestClient;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    session = await new RestClient(gateway.url).create();
    bo = await TestClient.join(gateway.url, { session: session.sessionId, name: 'Bo' });
  });

  const joinAda = () => TestClient.join(gateway.url, { session: session.sessionId, auth, name: 'Ada' });

  it('goes on for everybody when the runner is back, with nothing shown twice', async () => {
    const ada = await joinAda();
    const { runId } = valueOf(await ada.ask('run-start', RUN));
    valueOf(await ada.ask('run-output', { runId, chunks: [text('1')], n: 1 }));
    const left = bo.next('user-left');
    ada.close();
    await left;
    const shown: unknown[] = [];
    bo.socket.on('run-output', ({ chunks }) => shown.push(...chunks));
    bo.socket.on('run-ended', ({ result }) => shown.push(result.kind));
    const again = await joinAda();
    // What it printed before came through, but its browser has not heard so.
    for (const n of [1, 2]) valueOf(await again.ask('run-output', { runId, chunks: [text(`${n}`)], n }));
    const ended = bo.next('run-ended');
    valueOf(await again.ask('run-end', { runId, result: { kind: 'finished', exitCode: 0, durationMs: 1 } }));
    await ended;
    expect(shown).toEqual([text('2'), 'finished']);
    again.close();
  });

  it('is lost when the runner does not speak of it again, even if they come back', async () => {
    const ada = await joinAda();
    const { runId } = valueOf(await ada.ask('run-start', RUN));
    const ended = bo.next('run-ended');
    ada.close();
    const reloaded = await joinAda();
    expect(reloaded.joined?.runs).toMatchObject([{ runId }]);
    expect(reloaded.joined?.runs[0]?.result).toBeUndefined();
    expect(await ended).toMatchObject({ runId, result: { kind: 'lost' } });
    reloaded.close();
  });
});
