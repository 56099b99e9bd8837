import { addFile, addFolder, applyText, findByPath, readFiles, textOf } from '@pairlink/collab';
import type * as Y from 'yjs';
import type { FileCopy } from './session-snapshot.ts';

export const copyFiles = (doc: Y.Doc): readonly FileCopy[] =>
  readFiles(doc).map(({ path, content }) => ({ path, content }));

/**
 * Makes the files of `doc` read as `files` do, by the smallest edits found; files that only `doc` has stay. What a
 * person chooses when the server's log was lost: text goes in as edits, documents of two epochs never merge.
 */
export function writeFiles(doc: Y.Doc, files: readonly FileCopy[]): void {
  doc.transact(() => {
    for (const { path, content } of files) {
      const node = findByPath(doc, path);
      const text = node && textOf(doc, node.fileId);
      if (text) applyText(text, content);
      else if (!node) addFile(doc, { ...place(doc, path), content });
    }
  });
}

function place(doc: Y.Doc, path: string): { name: string; parentId: string | null } {
  const segments = path.split('/');
  const name = segments.pop() ?? path;
  return { name, parentId: folderAt(doc, segments) };
}

function folderAt(doc: Y.Doc, segments: readonly string[]): string | null {
  if (segments.length === 0) return null;
  const known = findByPath(doc, segments.join('/'));
  if (known?.kind === 'folder') return known.fileId;
  return addFolder(doc, {
    name: segments.at(-1) ?? 'untitled',
    parentId: folderAt(doc, segments.slice(0, -1)),
  });
}
