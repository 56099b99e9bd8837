import { describe, expect, it } from 'vitest';
import { sourceFaults } from './source-faults.ts';

const found = { column: 7, length: 1, code: 2322, severity: 'error', message: 'No.' } as const;

describe('the faults of a source', () => {
  it('come with the line that they are about, as editors hold it', () => {
    const files = { 'main.ts': 'one\r\nconst n = "x";\r\n' };
    expect(sourceFaults([{ ...found, path: 'main.ts', line: 2 }], files)).toEqual([
      { ...found, path: 'main.ts', line: 2, code: 'TS2322', lineText: 'const n = "x";' },
    ]);
  });

  it('are none in files that are not the session’s, or no text, and in lines that there are not', () => {
    const files = { 'main.ts': 'one', 'data.bin': new Uint8Array(1) };
    const places = [
      { path: 'lib.es2024.d.ts', line: 1 },
      { path: 'data.bin', line: 1 },
      { path: 'main.ts', line: 2 },
    ];
    expect(
      sourceFaults(
        places.map((place) => ({ ...found, ...place })),
        files,
      ),
    ).toEqual([]);
  });
});
