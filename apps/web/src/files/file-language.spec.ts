import type { TreeNode } from '@pairlink/collab';
import { describe, expect, it } from 'vitest';
import { fileLanguage, fileToRun } from './file-language.ts';

const file = (path: string): TreeNode => ({ fileId: path, kind: 'file', name: path, parentId: null, path });

it.each([
  ['main.py', 'python'],
  ['src/app.MJS', 'javascript'],
  ['app.tsx', 'typescript'],
  ['notes.md', 'plaintext'],
  ['py', 'plaintext'],
])('%s is %s', (path, language) => {
  expect(fileLanguage(path)).toBe(language);
});

describe('the file that runs', () => {
  const files = [file('a.py'), file('b.py'), file('data.csv'), file('web.js')];
  const choose = (openId: string | undefined, entryId: string | undefined) =>
    fileToRun(files, { openId, entryId, language: 'python' })?.path;

  it('is the open one when it is written in the language', () => {
    expect(choose('b.py', 'a.py')).toBe('b.py');
  });

  it('is the entry while something else is open', () => {
    expect(choose('data.csv', 'b.py')).toBe('b.py');
    expect(choose('web.js', 'b.py')).toBe('b.py');
  });

  it('is the first in the language when the entry is not', () => {
    expect(choose(undefined, 'web.js')).toBe('a.py');
  });

  it('is the open one when nothing is in the language, and nothing without files', () => {
    expect(
      fileToRun([file('x.txt')], { openId: 'x.txt', entryId: undefined, language: 'python' })?.path,
    ).toBe('x.txt');
    expect(fileToRun([], { openId: undefined, entryId: undefined, language: 'python' })).toBeUndefined();
  });
});
