import { describe, expect, it } from 'vitest';
import { ChunkDecoder } from './chunk-decoder.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const picture = { kind: 'image', mime: 'image/png', base64: 'aGk=', alt: 'Zoë' } as const;

describe('what a worker sends', () => {
  it('is joined while the stream stays the same, and keeps its order', () => {
    const decoder = new ChunkDecoder();
    decoder.add('stdout', bytes('a'));
    decoder.add('stdout', bytes('b'));
    decoder.add('rich', bytes(`${JSON.stringify(picture)}\n`));
    decoder.add('stdout', bytes('c'));
    expect(decoder.take()).toEqual([{ kind: 'stdout', text: 'ab' }, picture, { kind: 'stdout', text: 'c' }]);
    expect(decoder.take()).toEqual([]);
  });

  it('may be split anywhere: in a character, in a picture', () => {
    const decoder = new ChunkDecoder();
    for (const byte of bytes('é🙂')) decoder.add('stdout', Uint8Array.of(byte));
    for (const byte of bytes(`${JSON.stringify(picture)}\n`)) decoder.add('rich', Uint8Array.of(byte));
    expect(decoder.end()).toEqual([{ kind: 'stdout', text: 'é🙂' }, picture]);
  });

  it('ends with a replacement for a character that was cut off', () => {
    const decoder = new ChunkDecoder();
    decoder.add('stdout', bytes('é').subarray(0, 1));
    expect(decoder.end()).toEqual([{ kind: 'stdout', text: '\ufffd' }]);
  });

  it('is left out where it is no chunk that a page could show', () => {
    const decoder = new ChunkDecoder();
    const strange = [
      '{',
      'null',
      { kind: 'stdout', text: 'x' },
      { kind: 'image', mime: 'text/html', base64: '' },
      { kind: 'image', mime: 'image/png', base64: '"><script>' },
      { kind: 'image', mime: 'image/png', base64: 'aGk=', onerror: 'x' },
      { kind: 'table', columns: ['a'], rows: [[1]] },
      { kind: 'tests', results: [{ path: [], status: 'passed' }] },
      { kind: 'tests', results: [{ path: ['a'], status: 'fine' }] },
    ];
    for (const each of strange) {
      decoder.add('rich', bytes(`${typeof each === 'string' ? each : JSON.stringify(each)}\n`));
    }
    expect(decoder.take()).toEqual([]);
  });

  it('has tests that ended together in one chunk', () => {
    const decoder = new ChunkDecoder();
    for (const name of ['a', 'b']) {
      const chunk = { kind: 'tests', results: [{ path: [name], status: 'passed' }] };
      decoder.add('rich', bytes(`${JSON.stringify(chunk)}\n`));
    }
    expect(decoder.take()).toEqual([
      {
        kind: 'tests',
        results: [
          { path: ['a'], status: 'passed' },
          { path: ['b'], status: 'passed' },
        ],
      },
    ]);
  });
});
