import type { CreatedSession, RunRecord } from '@pairlink/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

const RUN = { language: 'python', entry: 'main.py' } as const;
const text = (line: string) => ({ kind: 'stdout', text: line }) as const;

describe('runs of a session on two instances', () => {
  const servers = new RedisServers();
  let gateways: TestGateway[];
  let here: string;
  let there: string;
  let session: CreatedSession;
  let ada: TestClient;
  let bo: TestClient;

  beforeAll(async () => {
    const { url } = await servers.server();
    gateways = await Promise.all([1, 2].map(() => startTestGateway({ REDIS_URL: url })));
    [here = '', there = ''] = gateways.map((gateway) => gateway.url);
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await servers.stop();
  });
  beforeEach(async () => {
    session = await new RestClient(here).create();
    ada = await TestClient.join(here, { session: session.sessionId, name: 'Ada' });
    const met = ada.next('user-joined');
    bo = await TestClient.join(there, { session: session.sessionId, name: 'Bo' });
    await met;
  });
  afterEach(() => {
    ada.close();
    bo.close();
  });

  const start = async (): Promise<string> => valueOf(await ada.ask('run-start', RUN)).runId;

  it('are shown on the other, from their start to their end', async () => {
    const told = [bo.next('run-started'), bo.next('run-output'), bo.next('run-ended')] as const;
    const runId = await start();
    const { participantId } = ada.joined?.self ?? {};
    valueOf(await ada.ask('run-output', { runId, chunks: [text('1\n')] }));
    const result = { kind: 'finished', exitCode: 0, durationMs: 5 } as const;
    valueOf(await ada.ask('run-end', { runId, result }));
    expect(await Promise.all(told)).toMatchObject([
      { runId, participantName: 'Ada', ...RUN },
      { runId, participantId, chunks: [text('1\n')] },
      { runId, participantId, result },
    ]);
  });

  it('take a line of input from there, once', async () => {
    const asked = bo.next('run-input-request');
    const runId = await start();
    valueOf(await ada.ask('run-input-request', { runId, prompt: 'Name? ' }));
    expect(await asked).toMatchObject({ runId, prompt: 'Name? ' });
    const lines: string[] = [];
    ada.socket.on('run-input', (line) => lines.push(line.text));
    const shown = bo.next('run-input');
    const answers = await Promise.all([
      bo.ask('run-input', { runId, text: 'Bo' }),
      ada.ask('run-input', { runId, text: 'Ada' }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toMatchObject([{ problem: { code: 'not-allowed' } }]);
    const winner = answers[0].ok ? 'Bo' : 'Ada';
    expect(await shown).toMatchObject({ runId, text: winner });
    await eventually(() => expect(lines).toEqual([winner]));
  });

  it('are known with their output to those who come to the other later, who then hear the rest', async () => {
    const runId = await start();
    valueOf(await ada.ask('run-output', { runId, chunks: [text('before\n')] }));
    const cy = await TestClient.connect(there, { session: session.sessionId });
    const seen = outputOf(cy, runId);
    const { runs } = await cy.enter({ name: 'Cy' });
    seen.begin(runs);
    valueOf(await ada.ask('run-output', { runId, chunks: [text('after\n')] }));
    await eventually(() => expect(seen.text()).toBe('before\nafter\n'));
    cy.close();
  });

  it('are lost there too when their runner leaves', async () => {
    const lost = bo.next('run-ended');
    const runId = await start();
    ada.close();
    expect(await lost).toMatchObject({ runId, result: { kind: 'lost' } });
    const late = await TestClient.join(there, { session: session.sessionId, name: 'Cy' });
    expect(late.joined?.runs).toMatchObject([{ runId, result: { kind: 'lost' } }]);
    late.close();
  });

  it('cannot be continued by others, wherever they are', async () => {
    const started = bo.next('run-started');
    const runId = await start();
    await started;
    const chunks = [text('not mine\n')];
    expect(await bo.ask('run-output', { runId, chunks })).toMatchObject({ problem: { code: 'not-allowed' } });
    const result = { kind: 'finished', exitCode: 0, durationMs: 1 } as const;
    expect(await bo.ask('run-end', { runId, result })).toMatchObject({ problem: { code: 'not-allowed' } });
  });
});

/** The output of a run as a client shows it. */
function outputOf(
  client: TestClient,
  runId: string,
): { begin(runs: readonly RunRecord[]): void; text(): string } {
  let shown = '';
  const add = (chunks: RunRecord['chunks']): void => {
    for (const chunk of chunks) if ('text' in chunk) shown += chunk.text;
  };
  let isKnown = false;
  client.socket.on('run-started', (run) => {
    if (run.runId === runId && !isKnown) add(run.chunks);
  });
  client.socket.on('run-output', (output) => {
    if (output.runId === runId) add(output.chunks);
  });
  return {
    begin(runs) {
      const run = runs.find((one) => one.runId === runId);
      isKnown = run !== undefined;
      const heard = shown;
      shown = '';
      if (run) add(run.chunks);
      shown += heard;
    },
    text: () => shown,
  };
}
