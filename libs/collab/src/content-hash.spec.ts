import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { contentHash } from './content-hash.ts';
import { readTree } from './file-tree.ts';
import { filesOf, seedDocument, textOf } from './session-document.ts';

function seeded(): { doc: Y.Doc; fileId: string } {
  const doc = new Y.Doc();
  seedDocument(doc, { title: 'T', language: 'python', files: [{ path: 'main.py', content: 'print(1)\n' }] });
  return { doc, fileId: readTree(doc)[0]?.fileId ?? '' };
}

describe('contentHash', () => {
  it('is equal for documents that read equal, however they came to it', () => {
    const { doc, fileId } = seeded();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    textOf(copy, fileId)?.insert(0, 'x');
    textOf(copy, fileId)?.delete(0, 1);
    expect(contentHash(copy)).toBe(contentHash(doc));
  });

  it('changes with a character, a name and the title', () => {
    const { doc, fileId } = seeded();
    const hashes = new Set([contentHash(doc)]);
    textOf(doc, fileId)?.insert(0, ' ');
    hashes.add(contentHash(doc));
    filesOf(doc).get(fileId)?.set('name', 'other.py');
    hashes.add(contentHash(doc));
    doc.getMap('meta').set('title', 'U');
    hashes.add(contentHash(doc));
    expect(hashes.size).toBe(4);
  });

  it('differs where state vectors are equal: two writers under one client id', () => {
    const { doc, fileId } = seeded();
    const twin = new Y.Doc();
    Y.applyUpdate(twin, Y.encodeStateAsUpdate(doc));
    doc.clientID = 7;
    twin.clientID = 7;
    textOf(doc, fileId)?.insert(0, 'a');
    textOf(twin, fileId)?.insert(0, 'b');
    expect(Y.encodeStateVector(twin)).toEqual(Y.encodeStateVector(doc));
    expect(contentHash(twin)).not.toBe(contentHash(doc));
  });
});
