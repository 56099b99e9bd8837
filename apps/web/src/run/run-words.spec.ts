import type { RunRecord } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import { resultWords, runnerName, stateOf } from './run-words.ts';

const record = (change: Partial<RunRecord>): RunRecord => ({
  runId: 'r',
  participantId: 'fox',
  participantName: 'Blue Fox',
  language: 'python',
  entry: 'main.py',
  startedAt: 1000,
  chunks: [],
  isCut: false,
  ...change,
});

it.each([
  [{ kind: 'finished', exitCode: 0, durationMs: 42 }, 'Finished in 42 ms'],
  [{ kind: 'failed', exitCode: 3, durationMs: 1200 }, 'Failed after 1.20 s, exit code 3'],
  [{ kind: 'stopped', durationMs: 500 }, 'Stopped after 500 ms'],
  [
    { kind: 'lost', durationMs: 500 },
    'Lost after 500 ms: Blue Fox left, or their browser had no memory left for the program',
  ],
] as const)('%j reads %s', (result, words) => {
  expect(resultWords(result, 'Blue Fox')).toBe(words);
});

describe('the runner’s name', () => {
  it('is the one they have now, else the one they had then', () => {
    const participants = [{ participantId: 'fox', name: 'Ada' }];
    expect(runnerName(record({}), { participants, selfId: 'owl' })).toBe('Ada');
    expect(runnerName(record({}), { participants: [], selfId: 'owl' })).toBe('Blue Fox');
  });

  it('says when it is you', () => {
    expect(runnerName(record({}), { participants: [], selfId: 'fox' })).toBe('Blue Fox (you)');
  });
});

it.each([
  [record({}), 'running'],
  [record({ inputPrompt: 'name? ' }), 'waiting for input'],
  [record({ result: { kind: 'stopped', durationMs: 1 } }), 'stopped'],
])('a run %# is %s', (run, word) => {
  expect(stateOf(run).word).toBe(word);
});
