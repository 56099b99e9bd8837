import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { RelativeSelection } from './relative-selection.ts';
import { toOffsets, toRelative } from './relative-selection.ts';

function textWith(content: string): Y.Text {
  const text = new Y.Doc().getText('text');
  text.insert(0, content);
  return text;
}

/** What a selection is after travelling as JSON. */
const sent = (text: Y.Text, anchor: number, head: number): RelativeSelection =>
  structuredClone(toRelative(text, { anchor, head }));

describe('a relative selection', () => {
  it('stays on its characters when others edit before and inside it', () => {
    const text = textWith('one two three');
    const selection = sent(text, 4, 7);
    text.insert(0, 'zero ');
    text.insert(10, '!');
    expect(toOffsets(text, selection)).toEqual({ anchor: 9, head: 13 });
  });

  it('keeps its direction', () => {
    const text = textWith('one two');
    const selection = sent(text, 7, 4);
    text.delete(0, 4);
    expect(toOffsets(text, selection)).toEqual({ anchor: 3, head: 0 });
  });

  it('lets two people type in one place, each on their own side', () => {
    const text = textWith('x');
    let a = toRelative(text, { anchor: 1, head: 1 });
    let b = toRelative(text, { anchor: 1, head: 1 });
    for (const letter of 'abc') {
      const at = toOffsets(text, a)?.head ?? 0;
      text.insert(at, letter);
      a = toRelative(text, { anchor: at + 1, head: at + 1 });
      const bAt = toOffsets(text, b)?.head ?? 0;
      text.insert(bAt, letter.toUpperCase());
      b = toRelative(text, { anchor: bAt + 1, head: bAt + 1 });
    }
    expect(text.toString()).toBe('xABCabc');
  });

  it('does not grow when somebody writes at its edges', () => {
    const text = textWith('one two three');
    const selection = sent(text, 4, 7);
    text.insert(7, '>');
    text.insert(4, '<');
    expect(toOffsets(text, selection)).toEqual({ anchor: 5, head: 8 });
  });

  it('falls to where its characters were when they are deleted', () => {
    const text = textWith('one two three');
    const selection = sent(text, 5, 6);
    text.delete(4, 4);
    expect(toOffsets(text, selection)).toEqual({ anchor: 4, head: 4 });
  });

  it('is unknown while its character has not arrived, in another text, or when it is nonsense', () => {
    const here = textWith('abc');
    const there = new Y.Doc();
    expect(toOffsets(there.getText('text'), sent(here, 1, 1))).toBeUndefined();
    expect(toOffsets(here, { anchor: 'x', head: { type: {}, item: 7 } })).toBeUndefined();
    expect(toOffsets(here, { anchor: null, head: null })).toBeUndefined();
  });
});
