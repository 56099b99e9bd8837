import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyText, diffText } from './text-diff.ts';

const play = (before: string, after: string): string =>
  diffText(before, after).reduce(
    (text, { index, deleteCount, insert }) => text.slice(0, index) + insert + text.slice(index + deleteCount),
    before,
  );

describe('diffText', () => {
  it('turns any text into any other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        expect(play(before, after)).toBe(after);
      }),
    );
  });

  it('touches only what differs', () => {
    expect(diffText('let a = 1;\nlet b = 2;\n', 'let a = 10;\nlet b = 3;\n')).toEqual([
      { index: 9, deleteCount: 0, insert: '0' },
      { index: 20, deleteCount: 1, insert: '' },
      { index: 20, deleteCount: 0, insert: '3' },
    ]);
  });

  it('never splits a surrogate pair', () => {
    expect(diffText('a😀b', 'a😁b')).toEqual([
      { index: 1, deleteCount: 2, insert: '' },
      { index: 1, deleteCount: 0, insert: '😁' },
    ]);
  });

  it('replaces the middle of texts that have little in common, instead of searching for minutes', () => {
    const before = `<${Array.from({ length: 100_000 }, (_, i) => String.fromCharCode(97 + ((i * 7) % 26))).join('')}>`;
    const after = `<${Array.from({ length: 100_000 }, (_, i) => String.fromCharCode(65 + ((i * 11) % 26))).join('')}>`;
    expect(diffText(before, after)).toEqual([{ index: 1, deleteCount: 100_000, insert: after.slice(1, -1) }]);
  });
});

describe('applyText', () => {
  it('keeps what somebody else writes at the same time', () => {
    const [ours, theirs] = [new Y.Doc(), new Y.Doc()];
    ours.getText('t').insert(0, 'one\ntwo\nthree\n');
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours));
    theirs.getText('t').insert(5, 'WO');
    applyText(ours.getText('t'), 'one!\ntwo\nthree?\n');
    Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs));
    expect(ours.getText('t').toString()).toBe('one!\ntWOwo\nthree?\n');
  });
});
