import { createFiles, readTree } from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { treeMove, typeAhead } from './tree-keys.ts';
import { foldersAbove, folderPathAt, typedPath, visibleRows } from './tree-rows.ts';

const doc = new Y.Doc();
createFiles(
  doc,
  ['lib/deep/x.py', 'lib/y.py', 'main.py', 'Make.py', 'notes.md'].map((path) => ({ path, content: '' })),
  DEFAULT_LIMITS,
);
const tree = readTree(doc);
const idOf = (path: string) => tree.find((node) => node.path === path)?.fileId ?? '';
const pathOf = (fileId: string | undefined) => tree.find((node) => node.fileId === fileId)?.path;
const rows = (...closed: string[]) => visibleRows(tree, new Set(closed.map(idOf)));

const press = (key: string, path: string, ...closed: string[]) => {
  const move = treeMove(rows(...closed), idOf(path), key);
  return move && `${move.kind} ${pathOf(move.fileId)}`;
};

const ahead = (typed: string, from: string) => pathOf(typeAhead(rows(), idOf(from), typed));

describe('the tree that is shown', () => {
  it('has what open folders hold, with level and place for those who hear it', () => {
    expect(
      rows().map(({ node, level, position, siblings }) => [node.name, level, position, siblings]),
    ).toEqual([
      ['lib', 1, 1, 4],
      ['deep', 2, 1, 2],
      ['x.py', 3, 1, 1],
      ['y.py', 2, 2, 2],
      ['Make.py', 1, 2, 4],
      ['main.py', 1, 3, 4],
      ['notes.md', 1, 4, 4],
    ]);
    expect(rows('lib').map(({ node }) => node.name)).toEqual(['lib', 'Make.py', 'main.py', 'notes.md']);
    expect(foldersAbove(tree, idOf('lib/deep/x.py')).map(pathOf)).toEqual(['lib/deep', 'lib']);
    expect(folderPathAt(tree.find(({ path }) => path === 'lib/y.py'))).toBe('lib');
  });
});

describe('a key in the tree', () => {
  it.each([
    ['ArrowDown', 'lib', 'focus lib/deep'],
    ['ArrowDown', 'notes.md', 'focus notes.md'],
    ['ArrowUp', 'main.py', 'focus Make.py'],
    ['ArrowUp', 'lib', 'focus lib'],
    ['Home', 'main.py', 'focus lib'],
    ['End', 'lib', 'focus notes.md'],
    ['ArrowRight', 'lib', 'focus lib/deep'],
    ['ArrowRight', 'main.py', undefined],
    ['ArrowLeft', 'lib', 'collapse lib'],
    ['ArrowLeft', 'lib/y.py', 'focus lib'],
    ['ArrowLeft', 'main.py', undefined],
    ['Enter', 'main.py', 'open main.py'],
    ['Enter', 'lib', 'collapse lib'],
    ['a', 'lib', undefined],
  ])('%s on %s: %s', (key, path, expected) => {
    expect(press(key, path)).toBe(expected);
  });

  it('opens a closed folder', () => {
    expect(press('ArrowRight', 'lib', 'lib')).toBe('expand lib');
    expect(press('Enter', 'lib', 'lib')).toBe('expand lib');
    expect(press('ArrowDown', 'lib', 'lib')).toBe('focus Make.py');
  });

  it('that is a letter goes to the next name that begins with it, around the end', () => {
    expect(ahead('m', 'lib')).toBe('Make.py');
    expect(ahead('m', 'Make.py')).toBe('main.py');
    expect(ahead('m', 'main.py')).toBe('Make.py');
    expect(ahead('mai', 'Make.py')).toBe('main.py');
    expect(ahead('zz', 'lib')).toBeUndefined();
  });
});

it.each([
  ['', 'a.py', 'a.py'],
  ['lib', 'a.py', 'lib/a.py'],
  ['lib', 'deep/a.py', 'lib/deep/a.py'],
  ['lib/deep', '../a.py', 'lib/a.py'],
  ['lib/deep', '/a.py', 'a.py'],
  ['lib', '../../a.py', 'a.py'],
  ['', 'a/', 'a/'],
])('in the folder "%s", "%s" is the path %s', (folder, typed, path) => {
  expect(typedPath(folder, typed)).toBe(path);
});
