import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readFiles, readTree } from './file-tree.ts';
import { addFile, addFolder, filesOf, readMeta, seedDocument, textOf } from './session-document.ts';

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

  it('moves the files of a deleted folder to the top, with their text', () => {
    const doc = seeded('main.py', 'old/keep.py');
    filesOf(doc).delete(idOf(doc, 'old'));
    expect(paths(doc)).toEqual(['keep.py', 'main.py']);
  });

  it('is equal on replicas that renamed, moved, deleted and created at the same time, and loses no text', () => {
    const step = fc.record({
      replica: fc.nat(2),
      kind: fc.constantFrom('rename', 'move', 'file', 'folder', 'write', 'drop'),
      a: fc.nat(),
      b: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const base = seeded('main.py', 'a/b/c.py', 'd/e.py');
        const replicas = [0, 1, 2].map(() => {
          const doc = new Y.Doc();
          Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
          return doc;
        });
        const written = new Map<string, string>();
        for (const { replica, kind, a, b } of steps) {
          const doc = replicas[replica];
          if (doc) change(doc, { kind, a, b, written });
        }
        for (const from of replicas)
          for (const to of replicas) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
        const [first, ...others] = replicas.map((doc) => readTree(doc));
        for (const other of others) expect(other).toEqual(first);
        expect(new Set(first?.map((node) => node.path)).size).toBe(first?.length);
        const [doc] = replicas;
        for (const [fileId, text] of written) expect(doc && textOf(doc, fileId)?.toString()).toContain(text);
        expect(first).toHaveLength(doc ? filesOf(doc).size : -1);
      }),
      { numRuns: 300 },
    );
  });
});

interface Change {
  kind: string;
  a: number;
  b: number;
  written: Map<string, string>;
}

function change(doc: Y.Doc, { kind, a, b, written }: Change): void {
  const nodes = [...filesOf(doc).entries()].sort(([x], [y]) => (x < y ? -1 : 1));
  const [fileId, node] = nodes[a % nodes.length] ?? [];
  const [otherId] = nodes[b % nodes.length] ?? [];
  if (!fileId || !node) return;
  if (kind === 'rename') node.set('name', ['main.py', 'a', 'z.py'][b % 3] ?? 'q');
  if (kind === 'move') node.set('parentId', b % 4 === 0 ? null : (otherId ?? null));
  if (kind === 'file') addFile(doc, { name: 'main.py', parentId: otherId ?? null, content: '' });
  if (kind === 'folder') addFolder(doc, { name: 'a', parentId: otherId ?? null });
  if (kind === 'drop' && node.get('kind') === 'folder') filesOf(doc).delete(fileId);
  const text = textOf(doc, fileId);
  if (kind === 'write' && text) {
    text.insert(0, `<${a}>`);
    written.set(fileId, `<${a}>`);
  }
}
