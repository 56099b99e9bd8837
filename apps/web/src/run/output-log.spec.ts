import type { RunChunk } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import { OutputLog } from './output-log.ts';

function setUp(maxLength?: number) {
  const frames: (() => void)[] = [];
  const log = new OutputLog({
    schedule: (render) => frames.push(render),
    ...(maxLength === undefined ? {} : { maxLength }),
  });
  const nextFrame = (): void => {
    for (const render of frames.splice(0)) render();
  };
  const rows = () => log.getSnapshot().blocks.flatMap((block) => block.rows);
  return { log, frames, nextFrame, rows };
}

const out = (text: string): RunChunk => ({ kind: 'stdout', text });
const stage = (base64: string) => ({ kind: 'image', mime: 'image/png', base64, slot: 'turtle' }) as const;
const tests = (...names: string[]): RunChunk => ({
  kind: 'tests',
  results: names.map((name) => ({ path: [name], status: 'passed' })),
});
const run = (runId: string, chunks: readonly RunChunk[], isCut = false) => ({ runId, chunks, isCut });

describe('the output log', () => {
  it('makes lines of what comes in pieces', () => {
    const { log, nextFrame, rows } = setUp();
    log.show(run('r', [out('Hel'), out('lo\nwor'), out('ld')]));
    nextFrame();
    expect(rows()).toEqual([
      { kind: 'line', spans: [{ kind: 'stdout', text: 'Hello', style: '' }], isEnded: true },
      { kind: 'line', spans: [{ kind: 'stdout', text: 'world', style: '' }], isEnded: false },
    ]);
    expect(log.toText()).toBe('Hello\nworld');
  });

  it('keeps apart what the program printed, complained and was told, also within a line', () => {
    const { log, nextFrame, rows } = setUp();
    log.show(run('r', [out('Name? '), { kind: 'input', text: 'Ada\n' }, { kind: 'stderr', text: 'oh\n' }]));
    nextFrame();
    expect(rows().map((row) => row.kind === 'line' && row.spans.map(({ kind }) => kind))).toEqual([
      ['stdout', 'input'],
      ['stderr'],
    ]);
  });

  it('gives notices a line of their own', () => {
    const { log, nextFrame, rows } = setUp();
    log.show(run('r', [out('unfinished'), { kind: 'notice', text: 'Output was cut here.\n' }, out('rest')]));
    nextFrame();
    expect(rows()).toHaveLength(3);
  });

  it('tells its listeners once per frame, however often something is printed', () => {
    const { log, frames, nextFrame } = setUp();
    let told = 0;
    log.subscribe(() => told++);
    let chunks: readonly RunChunk[] = [];
    for (let n = 0; n < 100; n++) {
      chunks = [...chunks, out(`${n}\n`)];
      log.show(run('r', chunks));
    }
    expect(frames).toHaveLength(1);
    nextFrame();
    expect(told).toBe(1);
  });

  it('reads only what is new of a run it knows, and leaves finished blocks as they are', () => {
    const { log, nextFrame } = setUp();
    const first = Array.from({ length: 150 }, (_, n) => out(`${n}\n`));
    log.show(run('r', first));
    nextFrame();
    const [full] = log.getSnapshot().blocks;
    log.show(run('r', [...first, out('more\n')]));
    nextFrame();
    const { blocks } = log.getSnapshot();
    expect(blocks).toHaveLength(2);
    expect(blocks[0]).toBe(full);
    expect(blocks[1]?.rows).toHaveLength(51);
  });

  it('understands that the last piece it saw was joined with what followed', () => {
    const { log, nextFrame, rows } = setUp();
    const first = out('a\n');
    log.show(run('r', [first, out('b')]));
    log.show(run('r', [first, out('bc\nd'), { kind: 'stderr', text: 'e' }]));
    nextFrame();
    expect(log.toText()).toBe('a\nbc\nde');
    expect(rows()).toHaveLength(3);
  });

  it('starts anew with another run, and when the same run was replaced', () => {
    const { log, nextFrame } = setUp();
    log.show(run('r', [out('one\n')]));
    log.show(run('s', [out('two\n')]));
    nextFrame();
    expect(log.toText()).toBe('two\n');
    log.show(run('s', [out('three\n')]));
    expect(log.toText()).toBe('three\n');
    log.show(undefined);
    expect(log.toText()).toBe('');
  });

  it('stays within its bound by dropping the oldest, and says so', () => {
    const { log, nextFrame } = setUp(10_000);
    log.show(run('r', [out('x'.repeat(99).concat('\n').repeat(1000))]));
    nextFrame();
    expect(log.toText().length).toBeLessThanOrEqual(10_000);
    expect(log.toText().length).toBeGreaterThan(0);
    expect(log.getSnapshot().isCut).toBe(true);
  });

  it('marks a cut that was made before it came here', () => {
    const { log, nextFrame } = setUp();
    log.show(run('r', [out('a')], true));
    nextFrame();
    expect(log.getSnapshot().isCut).toBe(true);
  });

  it('breaks endless lines without losing a character', () => {
    const { log, nextFrame, rows } = setUp();
    log.show(run('r', [out('y'.repeat(10_000))]));
    nextFrame();
    expect(rows().length).toBeGreaterThan(1);
    expect(log.toText()).toBe('y'.repeat(10_000));
  });

  it('shows only what comes after it was cleared', () => {
    const { log, nextFrame } = setUp();
    log.show(run('r', [out('old\n')]));
    log.clear();
    const chunks = [out('old\n')];
    log.show(run('s', chunks));
    log.clear();
    log.show(run('s', [...chunks, out('new\n')]));
    nextFrame();
    expect(log.toText()).toBe('new\n');
  });

  it('gives tables and pictures a place in the order and in the copied text', () => {
    const { log } = setUp();
    log.show(
      run('r', [
        out('a'),
        { kind: 'table', columns: ['n', 'sq'], rows: [['2', '4']] },
        { kind: 'image', mime: 'image/png', base64: '' },
        out('b'),
      ]),
    );
    expect(log.toText()).toBe('an\tsq\n2\t4\n[picture: no description]\nb');
  });

  it('draws a picture over its last stage, leaves the rest as it is and stays cleared', () => {
    const { log, nextFrame, rows } = setUp();
    const many = Array.from({ length: 150 }, (_, n) => out(`${n}\n`));
    log.show(run('r', [...many, stage('1'), out('a')]));
    nextFrame();
    const [first] = log.getSnapshot().blocks;
    log.show(run('r', [...many, stage('2'), out('ab')]));
    nextFrame();
    expect(log.getSnapshot().blocks[0]).toBe(first);
    expect(rows().slice(150)).toMatchObject([stage('2'), { spans: [{ text: 'ab' }] }]);
    log.clear();
    log.show(run('r', [...many, stage('3'), out('ab')]));
    nextFrame();
    expect(rows()).toEqual([]);
  });

  it('gathers the results of tests where the first of them came', () => {
    const { log, nextFrame, rows } = setUp();
    log.show(run('r', [tests('a'), out('printed\n'), tests('b', 'c')]));
    nextFrame();
    expect(rows()).toMatchObject([tests('a', 'b', 'c'), { kind: 'line' }]);
  });
});
