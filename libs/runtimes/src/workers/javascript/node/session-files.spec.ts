import { expect, test } from 'vitest';
import { SessionFiles } from './session-files.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const files = (): SessionFiles =>
  new SessionFiles({ 'main.js': 'x', 'data/a.txt': 'a', 'data/b.bin': bytes('b') });

test('only what a program changed is given back', () => {
  const session = files();
  session.write('/data/a.txt', bytes('a'));
  session.write('data/c.txt', bytes('c'));
  session.write('./data/../main.js', bytes('y'));
  expect(Object.keys(session.changes()).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'data/c.txt',
    'main.js',
  ]);
});

test('folders are there with their files, and can be made, moved and removed', () => {
  const session = files();
  session.makeFolder('out/deep', true);
  session.write('out/deep/x', bytes('x'));
  session.rename('out', 'kept');
  expect([session.list('.'), session.list('kept'), session.kindOf('out')]).toEqual([
    ['data', 'kept', 'main.js'],
    ['deep'],
    null,
  ]);
  session.remove('kept', { isRecursive: true, call: 'rm' });
  expect(session.kindOf('kept/deep/x')).toBeNull();
});

test.each([
  ["ENOENT: no such file or directory, open 'none.txt'", (session: SessionFiles) => session.read('none.txt')],
  ["EISDIR: illegal operation on a directory, read 'data'", (session: SessionFiles) => session.read('data')],
  [
    "ENOENT: no such file or directory, open 'none/x'",
    (session: SessionFiles) => session.write('none/x', bytes('')),
  ],
  ["ENOTDIR: not a directory, scandir 'main.js'", (session: SessionFiles) => session.list('main.js')],
  ["EEXIST: file already exists, mkdir 'data'", (session: SessionFiles) => session.makeFolder('data', false)],
  [
    "ENOTEMPTY: directory not empty, rmdir 'data'",
    (session: SessionFiles) => session.remove('data', { isRecursive: false, call: 'rmdir' }),
  ],
])('a refusal is worded as Node’s: %s', (message, call) => {
  expect(() => call(files())).toThrow(message);
});
