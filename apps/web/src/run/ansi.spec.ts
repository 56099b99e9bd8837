import { describe, expect, it } from 'vitest';
import { AnsiReader } from './ansi.ts';

const read = (...chunks: string[]) => {
  const reader = new AnsiReader();
  return chunks.flatMap((chunk) => reader.read(chunk));
};

describe('terminal sequences in output', () => {
  it('leave plain text as it is', () => {
    expect(read('a < b && "c"\n')).toEqual([{ text: 'a < b && "c"\n', style: '' }]);
  });

  it('give colour and weight until they are taken back', () => {
    expect(read('\u001B[1;31mno\u001B[0m yes')).toEqual([
      { text: 'no', style: 'ansi-red ansi-bold' },
      { text: ' yes', style: '' },
    ]);
  });

  it('know the bright colours and the single resets', () => {
    expect(read('\u001B[1;94ma\u001B[22mb\u001B[39mc')).toEqual([
      { text: 'a', style: 'ansi-blue ansi-bold' },
      { text: 'b', style: 'ansi-blue' },
      { text: 'c', style: '' },
    ]);
  });

  it('are understood when they come in two pieces', () => {
    expect(read('a\u001B[3', '2mgreen')).toEqual([
      { text: 'a', style: '' },
      { text: 'green', style: 'ansi-green' },
    ]);
    expect(read('a\u001B', '[32mgreen').at(-1)).toEqual({ text: 'green', style: 'ansi-green' });
  });

  it('of 256 and true colours are skipped whole, not misread as other codes', () => {
    expect(read('\u001B[38;5;31mx\u001B[38;2;31;32;33my')).toEqual([
      { text: 'x', style: '' },
      { text: 'y', style: '' },
    ]);
  });

  it('that move the cursor or name the window are swallowed', () => {
    expect(read('\u001B[2J\u001B[1;1Hclear\u001B]0;title\u0007ed')).toEqual([
      { text: 'clear', style: '' },
      { text: 'ed', style: '' },
    ]);
  });
});
