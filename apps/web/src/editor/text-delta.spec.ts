import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { OffsetEdit } from './text-delta.ts';
import { editsOfDelta, endOfEdits, fromLastToFirst } from './text-delta.ts';

/** Applies edits as an editor does: all offsets are those of the text before. */
function applyAll(text: string, edits: readonly OffsetEdit[]): string {
  return fromLastToFirst(edits).reduce(
    (result, { offset, deleteCount, insert }) =>
      result.slice(0, offset) + insert + result.slice(offset + deleteCount),
    text,
  );
}

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0;
  };
}

describe('edits of a delta', () => {
  it('are in offsets of the text before, whatever was changed first', () => {
    expect(editsOfDelta([{ retain: 2 }, { insert: 'xy' }, { retain: 3 }, { delete: 1 }])).toEqual([
      { offset: 2, deleteCount: 0, insert: 'xy' },
      { offset: 5, deleteCount: 1, insert: '' },
    ]);
  });

  it('make one replacement of an insertion and a deletion that touch', () => {
    const replacement = [{ offset: 1, deleteCount: 2, insert: 'new' }];
    expect(editsOfDelta([{ retain: 1 }, { insert: 'new' }, { delete: 2 }])).toEqual(replacement);
    expect(editsOfDelta([{ retain: 1 }, { delete: 2 }, { insert: 'new' }])).toEqual(replacement);
  });

  it('end where the last of them ends once all are made', () => {
    const edits = editsOfDelta([{ insert: 'abc' }, { delete: 1 }, { retain: 4 }, { insert: 'de' }]);
    const text = applyAll('01234567', edits);
    expect(text.slice(0, endOfEdits(edits))).toBe('abc1234de');
    expect(endOfEdits([])).toBeUndefined();
  });

  it.each(Array.from({ length: 50 }, (_, seed) => seed))(
    'turn the old text into the new one (seed %i)',
    (seed) => {
      const random = randomFrom(seed);
      const text = new Y.Doc().getText();
      let shown = '';
      text.observe((event) => {
        shown = applyAll(shown, editsOfDelta(event.delta));
      });
      for (let round = 0; round < 20; round++) {
        text.doc?.transact(() => {
          for (let i = 0; i <= random(5); i++) {
            const offset = random(text.length + 1);
            if (random(2) === 0) text.insert(offset, 'abcdef'.slice(random(6)));
            else text.delete(offset, random(Math.min(4, text.length - offset + 1)));
          }
        });
        expect(shown).toBe(text.toString());
      }
    },
  );
});
