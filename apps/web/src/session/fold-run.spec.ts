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
const stage = (base64: string) => ({ kind: 'image', mime: 'image/png', base64, slot: 'turtle' }) as const;
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

  it('wait no longer for input once they print', () => {
    const waiting = foldRun([run('1')], { kind: 'input-wanted', runId: '1', prompt: 'name? ' });
    const [printing] = foldRun(waiting, { kind: 'output', runId: '1', chunks: [stdout('bye')] });
    expect(printing).toEqual({ ...run('1'), chunks: [stdout('bye')] });
  });

  it('show a drawing that grows where it stood first', () => {
    const joined = joinChunks([stage('1'), stdout('a')], [stdout('b'), stage('2'), stdout('c')]);
    expect(joined).toEqual([stage('2'), stdout('abc')]);
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
  it('show everyone as much, say once that there was more, hold it, and end with its last lines', () => {
    const own = new OwnRuns();
    own.add('1');
    expect(own.admit('1', [stdout('x'.repeat(70))], 100)).toHaveLength(1);
    expect(own.tail('1')).toEqual([]);
    expect(own.admit('1', [stdout('y'.repeat(20))], 100)).toMatchObject([{ kind: 'notice' }]);
    expect(own.admit('1', [stdout('z')], 100), 'nothing slips in after the cut').toEqual([]);
    expect(own.admit('1', [{ kind: 'stderr', text: 'Error\n' }], 100)).toEqual([]);
    expect(own.rest('1').map((chunk) => 'text' in chunk && chunk.text)).toEqual([
      'y'.repeat(20),
      'z',
      'Error\n',
    ]);
    expect(own.tail('1').slice(1)).toEqual([...own.rest('1')]);
  });

  it('end with whole lines where more was printed than the end has room for', () => {
    const own = new OwnRuns();
    own.add('1');
    own.admit('1', [stdout(`${'0123456789\n'.repeat(1000)}last\n`)], 100);
    const [, end] = own.tail('1');
    expect(end).toMatchObject({ kind: 'stdout', text: expect.stringMatching(/^(0123456789\n)+last\n$/) });
  });

  it('count a drawing that grows once', () => {
    const own = new OwnRuns();
    own.add('1');
    for (let drawn = 0; drawn < 9; drawn++) {
      const picture = { kind: 'image', mime: 'image/png', base64: `${drawn}`.repeat(60), slot: 't' } as const;
      expect(own.admit('1', [picture], 100)).toEqual([picture]);
    }
  });

  it('keep what they printed when the server, after a reconnect, tells a shorter story', () => {
    const own = new OwnRuns();
    own.add('mine');
    own.add('unheard');
    const mine = { ...run('mine'), chunks: [stdout('all of it')] };
    const kept = own.keepIn([run('theirs'), run('mine')], [mine, run('unheard')]);
    expect(kept).toEqual([run('theirs'), mine, run('unheard')]);
  });

  it('and those of others stay whole once they have ended, whatever is kept of them elsewhere', () => {
    const whole = { ...run('theirs'), chunks: [stdout('all of it')], result };
    expect(new OwnRuns().keepIn([{ ...run('theirs'), result, isCut: true }], [whole])).toEqual([whole]);
  });
});
