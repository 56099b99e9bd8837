import { describe, expect, it } from 'vitest';
import type { LineChange } from './line-diff.ts';
import { diffLines } from './line-diff.ts';

const SIGNS = { same: ' ', removed: '-', added: '+' } as const;
const drawn = (changes: readonly LineChange[]) =>
  changes.flatMap(({ kind, lines }) => lines.map((line) => SIGNS[kind] + line));
const side = (changes: readonly LineChange[], other: LineChange['kind']) =>
  changes
    .filter(({ kind }) => kind !== other)
    .flatMap(({ lines }) => lines)
    .map((line) => `${line}\n`)
    .join('');

/** Numbers below 1 that a seed decides: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the difference of two outputs', () => {
  it.each([
    ['', '', []],
    ['a\n', 'a\n', [' a']],
    ['', 'a\n', ['+a']],
    ['a\n', '', ['-a']],
    ['a\nb\nc\n', 'a\nc\n', [' a', '-b', ' c']],
    ['a\nc\n', 'a\nb\nc\n', [' a', '+b', ' c']],
    ['a\nx\nc\n', 'a\ny\nc\n', [' a', '-x', '+y', ' c']],
    ['no line end', 'no line end', [' no line end']],
  ])('from %j to %j is %j', (before, after, expected) => {
    expect(drawn(diffLines(before, after))).toEqual(expected);
  });

  it('is as short as can be: ABCABBA to CBABAC takes five changes', () => {
    const changes = diffLines('A\nB\nC\nA\nB\nB\nA\n', 'C\nB\nA\nB\nA\nC\n');
    const changed = changes.filter(({ kind }) => kind !== 'same').flatMap(({ lines }) => lines);
    expect(changed).toHaveLength(5);
  });

  it('leads from one text to the other, whatever they are', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const next = seeded(seed);
    const text = (): string =>
      Array.from({ length: Math.floor(next() * 30) }, () => `${Math.floor(next() * 5)}\n`).join('');
    for (let round = 0; round < 300; round++) {
      const [before, after] = [text(), text()];
      const changes = diffLines(before, after);
      expect(side(changes, 'added'), `seed ${seed}, round ${round}`).toBe(before);
      expect(side(changes, 'removed'), `seed ${seed}, round ${round}`).toBe(after);
    }
  });

  it('of texts without a common line is all of one and all of the other', () => {
    const before = Array.from({ length: 20_000 }, (_, n) => `a${n}\n`).join('');
    const after = Array.from({ length: 20_000 }, (_, n) => `b${n}\n`).join('');
    expect(diffLines(before, after).map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['removed', 20_000],
      ['added', 20_000],
    ]);
  });
});
