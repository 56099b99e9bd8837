import { addFile, addFolder, filesOf, seedDocument, textOf } from '@pairlink/collab';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { TreeStore } from './tree-store.ts';

function setUp() {
  const doc = new Y.Doc();
  seedDocument(doc, { title: '', language: 'python', files: [{ path: 'main.py', content: '' }] });
  const store = new TreeStore(doc);
  const paths = () => store.getSnapshot().map(({ path }) => path);
  return { doc, store, paths };
}

describe('the tree of a session', () => {
  it('follows files that come, are renamed and go', () => {
    const { doc, store, paths } = setUp();
    store.subscribe(() => {});
    const folderId = addFolder(doc, { name: 'lib', parentId: null });
    const fileId = addFile(doc, { name: 'a.py', parentId: folderId, content: '' });
    expect(paths()).toEqual(['lib', 'lib/a.py', 'main.py']);
    filesOf(doc).get(fileId)?.set('name', 'b.py');
    expect(paths()).toEqual(['lib', 'lib/b.py', 'main.py']);
    filesOf(doc).delete(fileId);
    expect(paths()).toEqual(['lib', 'main.py']);
  });

  it('does not stir when somebody types', () => {
    const { doc, store } = setUp();
    let told = 0;
    store.subscribe(() => told++);
    const before = store.getSnapshot();
    const [main] = before;
    told = 0;
    textOf(doc, main?.fileId ?? '')?.insert(0, 'print(1)');
    expect(told).toBe(0);
    expect(store.getSnapshot()).toBe(before);
  });

  it('stops following when the listener leaves', () => {
    const { doc, store } = setUp();
    let told = 0;
    const stop = store.subscribe(() => told++);
    stop();
    told = 0;
    addFolder(doc, { name: 'lib', parentId: null });
    expect(told).toBe(0);
  });
});
