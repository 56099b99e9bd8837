import { readFiles, seedDocument } from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { keepOutput } from './keep-output.ts';

const utf8 = new TextEncoder();

function setUp() {
  const doc = new Y.Doc();
  seedDocument(doc, { title: '', language: 'python', files: [{ path: 'main.py', content: 'x = 1\n' }] });
  const files = () => Object.fromEntries(readFiles(doc).map(({ path, content }) => [path, content]));
  const keep = (path: string, bytes: Uint8Array, change = {}) =>
    keepOutput(doc, { path, bytes }, { ...DEFAULT_LIMITS, ...change });
  return { files, keep };
}

describe('a file that a program wrote', () => {
  it('becomes a file of the session, in its folders', () => {
    const { files, keep } = setUp();
    expect(keep('out/deep/a.csv', utf8.encode('n,sq\r\n2,4\r\n'))).toMatchObject({ ok: true });
    expect(files()).toEqual({ 'main.py': 'x = 1\n', 'out/deep/a.csv': 'n,sq\n2,4\n' });
  });

  it('gives its text to the file that has its path', () => {
    const { files, keep } = setUp();
    keep('a.txt', utf8.encode('one'));
    keep('a.txt', utf8.encode('two'));
    expect(files()).toEqual({ 'main.py': 'x = 1\n', 'a.txt': 'two' });
  });

  it.each([
    { is: 'a picture', bytes: Uint8Array.of(0x89, 0x50, 0xff), words: /no text/ },
    { is: 'text with a NUL', bytes: Uint8Array.of(0x41, 0), words: /no text/ },
    { is: 'too large', limits: { fileTextBytes: 3 }, words: /3 bytes at most/ },
    { is: 'too much for the session', limits: { sessionTextBytes: 9 }, words: /no room/ },
    { is: 'one too many', limits: { filesPerSession: 1 }, words: /1 files and folders/ },
    { is: 'of a path that none can have', path: '../a.txt', words: /name other than/ },
  ])(
    'that is $is is refused in a sentence',
    ({ path = 'a.txt', bytes = utf8.encode('1234'), limits, words }) => {
      const { files, keep } = setUp();
      const answer = keep(path, bytes, limits);
      expect(answer.ok ? '' : answer.problem.message).toMatch(words);
      expect(files()).toEqual({ 'main.py': 'x = 1\n' });
    },
  );
});
