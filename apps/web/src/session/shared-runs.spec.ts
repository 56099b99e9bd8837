import type { Answer, Participant, RunRecord } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { initialSnapshot } from './session-snapshot.ts';
import { SharedRuns } from './shared-runs.ts';

const fox: Participant = {
  participantId: 'fox',
  name: 'Blue Fox',
  colour: 1,
  role: 'editor',
  isTyping: false,
  isHandRaised: false,
  clientIds: [],
  joinedAt: 0,
};

/** Runs with the server at the far edge: `told` is what it heard, `answer` what it says to output. */
async function setUp(initial: Answer) {
  const told: string[] = [];
  const outputs: unknown[] = [];
  let answer = initial;
  let snapshot = { ...initialSnapshot(new Y.Doc()), self: fox };
  const runs = new SharedRuns({
    ask: (event, payload) => {
      told.push(event);
      if (event === 'run-output') outputs.push(payload);
      // As it comes over the wire.
      return Promise.resolve(
        JSON.parse(JSON.stringify(event === 'run-start' ? accept({ runId: 'r' }) : answer)),
      );
    },
    getSnapshot: () => snapshot,
    publish: (now: readonly RunRecord[]) => {
      snapshot = { ...snapshot, runs: now };
    },
  });
  await runs.start({ language: 'python', entry: 'main.py' });
  const shown = () => snapshot.runs.flatMap(({ chunks }) => chunks.map(({ kind }) => kind));
  const answerWith = (next: Answer) => {
    answer = next;
  };
  return { runs, told, outputs, shown, answerWith };
}

describe('what a program of this tab prints', () => {
  const chunks = [{ kind: 'stdout', text: 'x' }] as const;

  it('is shown at once and told to the others', async () => {
    const { runs, told, shown } = await setUp(accept(null));
    const answer = runs.sendOutput('r', chunks);
    expect(shown()).toEqual(['stdout']);
    await answer;
    expect(told).toEqual(['run-start', 'run-output']);
    expect(shown()).toEqual(['stdout']);
  });

  it('is marked once where it did not reach the others', async () => {
    const { runs, shown } = await setUp(refuse('not-allowed'));
    await runs.sendOutput('r', chunks);
    await runs.sendOutput('r', chunks);
    expect(shown()).toEqual(['stdout', 'notice', 'stdout']);
  });

  it('is told after a reconnect where nobody was there to hear it, and how the program ended too', async () => {
    const { runs, told, outputs, shown, answerWith } = await setUp(refuse('not-joined'));
    await runs.sendOutput('r', chunks);
    await runs.sendOutput('r', chunks);
    await runs.end('r', { kind: 'finished', exitCode: 0, durationMs: 1 });
    expect(shown()).toEqual(['stdout']);
    answerWith(accept(null));
    told.length = 0;
    outputs.length = 0;
    runs.afterJoining([]);
    expect(told).toEqual(['run-output', 'run-output', 'run-end']);
    expect(outputs).toMatchObject([{ n: 1 }, { n: 2 }]);
  });

  it('is spoken of after a reconnect even where the program prints nothing: it goes on', async () => {
    const { runs, outputs } = await setUp(accept(null));
    runs.afterJoining([]);
    expect(outputs).toEqual([{ runId: 'r', chunks: [] }]);
  });

  it('is held here where it is more than everyone is shown', async () => {
    const { runs, told } = await setUp(accept(null));
    await runs.sendOutput('r', [{ kind: 'stdout', text: 'x'.repeat(2_000_000) }]);
    await runs.sendOutput('r', [{ kind: 'stdout', text: 'the rest' }]);
    expect(runs.hiddenOutput('r').map((chunk) => 'text' in chunk && chunk.text.length)).toEqual([
      2_000_000, 8,
    ]);
    expect(told, 'the mark of the cut alone').toEqual(['run-start', 'run-output']);
  });
});
