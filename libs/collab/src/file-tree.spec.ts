import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readFiles, readTree } from './file-tree.ts';
import { addFile, filesOf, readMeta, seedDocument, TRASH_ID } from './session-document.ts';

const paths = (doc: Y.Doc) => readTree(doc).map((node) => node.path);

function seeded(...files: [string, ...string[]]): Y.Doc {
  const doc = new Y.Doc();
  const [first, ...rest] = files.map((path) => ({ path, content: path }));
  if (first) seedDocument(doc, { title: 'T', language: 'python', files: [first, ...rest] });
  return doc;
}

function idOf(doc: Y.Doc, path: string): string {
  const node = readTree(doc).find((each) => each.path === path);
  if (!node) throw new Error(`no ${path}`);
  return node.fileId;
}

describe('readTree', () => {
  it('lists folders first, then files, by name, with their paths', () => {
    const doc = seeded('main.py', 'shop/cart.py', 'shop/data/items.csv', 'a.py');
    expect(paths(doc)).toEqual([
      'shop',
      'shop/data',
      'shop/data/items.csv',
      'shop/cart.py',
      'a.py',
      'main.py',
    ]);
    expect(readMeta(doc).entry).toBe(idOf(doc, 'main.py'));
    expect(readFiles(doc).find((file) => file.path === 'shop/cart.py')?.content).toBe('shop/cart.py');
  });

  it('gives siblings of one name different paths, the smallest id keeping it', () => {
    const doc = seeded('main.py');
    addFile(doc, { name: 'main.py', parentId: null, content: '' });
    addFile(doc, { name: 'main (2).py', parentId: null, content: '' });
    expect(paths(doc).sort()).toEqual(['main (2).py', 'main (3).py', 'main.py']);
  });

  it('moves one folder of a cycle to the top', () => {
    const doc = seeded('a/x.py', 'b/y.py');
    const [a, b] = [idOf(doc, 'a'), idOf(doc, 'b')];
    filesOf(doc).get(a)?.set('parentId', b);
    filesOf(doc).get(b)?.set('parentId', a);
    const [top, below] = a < b ? ['a', 'b'] : ['b', 'a'];
    expect(paths(doc).filter((path) => !path.includes('.'))).toEqual([top, `${top}/${below}`]);
    expect(readFiles(doc)).toHaveLength(2);
  });

  it('leaves out what is in the trash', () => {
    const doc = seeded('main.py', 'old/a.py');
    filesOf(doc).get(idOf(doc, 'old'))?.set('parentId', TRASH_ID);
    expect(paths(doc)).toEqual(['a.py', 'main.py']);
  });

  it('moves the files of a deleted folder to the top, with their text', () => {
    const doc = seeded('main.py', 'old/keep.py');
    filesOf(doc).delete(idOf(doc, 'old'));
    expect(paths(doc)).toEqual(['keep.py', 'main.py']);
  });
});
