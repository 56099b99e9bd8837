import { describe, expect, it } from 'vitest';
import { linesAddedAbove } from './keep-scroll.ts';

const edit = (startLineNumber: number, endLineNumber: number, text: string) => ({
  range: { startLineNumber, startColumn: 1, endLineNumber, endColumn: 1 },
  text,
});

describe('lines added above a line', () => {
  it('count insertions and removals that end before it', () => {
    expect(linesAddedAbove(10, [edit(1, 1, 'a\nb\n'), edit(5, 8, '')])).toBe(2 - 3);
  });

  it('do not count what happens in it or below', () => {
    expect(linesAddedAbove(10, [edit(10, 10, '\n\n'), edit(12, 14, ''), edit(8, 11, '')])).toBe(0);
  });
});
