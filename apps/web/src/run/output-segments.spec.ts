import { describe, expect, it } from 'vitest';
import type { LineRow, TextKind } from './output-log.ts';
import { segmentsOf } from './output-segments.ts';

const line = (text: string, kind: TextKind = 'stdout', style = ''): LineRow => ({
  kind: 'line',
  spans: text === '' ? [] : [{ kind, text, style }],
  isEnded: true,
});

describe('the segments of a block', () => {
  it('join plain lines of one stream, with the empty lines among them', () => {
    expect(segmentsOf([line('a'), line(''), line('b'), line('oh', 'stderr'), line('')])).toEqual([
      { kind: 'text', stream: 'stdout', text: 'a\n\nb\n' },
      { kind: 'text', stream: 'stderr', text: 'oh\n\n' },
    ]);
  });

  it('leave coloured and mixed lines and pictures apart', () => {
    const coloured = line('red', 'stdout', 'ansi-red');
    const picture = { kind: 'image', mime: 'image/png', base64: '' } as const;
    expect(segmentsOf([line('a'), coloured, picture, line('b')])).toEqual([
      { kind: 'text', stream: 'stdout', text: 'a\n' },
      coloured,
      picture,
      { kind: 'text', stream: 'stdout', text: 'b\n' },
    ]);
  });

  it('give each part of an endless line an element of its own', () => {
    const part = { ...line('x'), isEnded: false };
    expect(segmentsOf([part, part])).toHaveLength(2);
  });
});
