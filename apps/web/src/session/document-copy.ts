import { addFile, applyText, findByPath, folderMaker, readFiles, textOf } from '@pairlink/collab';
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
      else if (!node) {
        const segments = path.split('/');
        const name = segments.pop() ?? path;
        addFile(doc, { name, parentId: folderMaker(doc)(segments), content });
      }
    }
  });
}
