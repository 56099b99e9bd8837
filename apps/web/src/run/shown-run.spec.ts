import type { RunRecord } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import { listRuns, shownRun } from './shown-run.ts';

const run = (runId: string, startedAt: number): RunRecord => ({
  runId,
  participantId: 'fox',
  participantName: 'Blue Fox',
  language: 'python',
  entry: 'main.py',
  startedAt,
  chunks: [],
  isCut: false,
});

describe('the runs to choose from', () => {
  const [a, b] = [run('a', 1), run('b', 3)];

  it('hold the one that only this tab knows where it started', () => {
    expect(listRuns([a, b], undefined)).toEqual([a, b]);
    expect(listRuns([a, b], run('mine', 2)).map(({ runId }) => runId)).toEqual(['a', 'mine', 'b']);
    expect(listRuns([a, b], run('mine', 4)).at(-1)).toMatchObject({ runId: 'mine' });
  });

  it('show the newest unless somebody chose another that is still there', () => {
    expect(shownRun([], undefined)).toBeUndefined();
    expect(shownRun([a, b], undefined)).toBe(b);
    expect(shownRun([a, b], 'a')).toBe(a);
    expect(shownRun([a, b], 'gone')).toBe(b);
  });
});
