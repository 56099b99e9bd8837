import type { RunRecord } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import { foldRun, joinChunks } from './fold-run.ts';
import { OwnRuns } from './own-runs.ts';

const run = (runId: string): RunRecord => ({
  runId,
  participantId: 'p',
  participantName: 'Blue Fox',
  language: 'python',
  entry: 'main.py',
  startedAt: 0,
  chunks: [],
  isCut: false,
});

const stdout = (text: string) => ({ kind: 'stdout', text }) as const;
const result = { kind: 'finished', exitCode: 0, durationMs: 1 } as const;

describe('the runs of a session', () => {
  it('grow by what is printed and end with a result', () => {
    let runs = foldRun([], { kind: 'started', run: run('1') });
    runs = foldRun(runs, { kind: 'output', runId: '1', chunks: [stdout('a'), stdout('b')] });
    runs = foldRun(runs, { kind: 'output', runId: '1', chunks: [{ kind: 'stderr', text: 'c' }] });
    runs = foldRun(runs, { kind: 'ended', runId: '1', result });
    expect(runs).toEqual([{ ...run('1'), chunks: [stdout('ab'), { kind: 'stderr', text: 'c' }], result }]);
  });

  it('show a wish for input until somebody answers it or the run ends', () => {
    const waiting = foldRun([run('1')], { kind: 'input-wanted', runId: '1', prompt: 'name? ' });
    expect(waiting[0]?.inputPrompt).toBe('name? ');
    expect(foldRun(waiting, { kind: 'input-given', runId: '1' })).toEqual([run('1')]);
    expect(foldRun(waiting, { kind: 'ended', runId: '1', result })).toEqual([{ ...run('1'), result }]);
  });

  it('do not change by events of runs that are not known, nor by a start heard twice', () => {
    const runs = [run('1')];
    expect(foldRun(runs, { kind: 'ended', runId: '2', result })).toBe(runs);
    expect(foldRun(runs, { kind: 'started', run: run('1') })).toBe(runs);
  });

  it('stay short lists: texts that follow each other are joined, up to a size', () => {
    const many = Array.from({ length: 1000 }, () => stdout('0123456789'));
    const joined = joinChunks([], many);
    expect(joined.length).toBeLessThan(5);
    expect(joined.map((chunk) => ('text' in chunk ? chunk.text : '')).join('')).toHaveLength(10_000);
  });
});

describe('runs of this tab', () => {
  it('show no more than is kept for the others, and say so once', () => {
    const own = new OwnRuns();
    own.add('1');
    expect(own.admit('1', [stdout('x'.repeat(90))], 100)).toHaveLength(1);
    expect(own.admit('1', [stdout('x'.repeat(20))], 100)).toMatchObject([{ kind: 'notice' }]);
    expect(own.admit('1', [stdout('x')], 100)).toEqual([]);
  });

  it('keep what they printed when the server, after a reconnect, tells a shorter story', () => {
    const own = new OwnRuns();
    own.add('mine');
    own.add('unheard');
    const mine = { ...run('mine'), chunks: [stdout('all of it')] };
    const kept = own.keepIn([run('theirs'), run('mine')], [mine, run('unheard')]);
    expect(kept).toEqual([run('theirs'), mine, run('unheard')]);
  });
});
