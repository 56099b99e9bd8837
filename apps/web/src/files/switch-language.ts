import { addFile, applyText, filesOf, readTree, textOf } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import { LANGUAGES } from '@pairlink/protocol';
import type * as Y from 'yjs';
import { fileLanguage } from './file-language.ts';

/**
 * Gives a document something to run in a language and answers which file to open: one that is there already; else the
 * untouched starter of another language, turned into this one's; else a new file. Text that somebody wrote stays.
 */
export function switchLanguage(doc: Y.Doc, language: LanguageId): string {
  const files = readTree(doc).filter((node) => node.kind === 'file');
  const present = files.find(({ path }) => fileLanguage(path) === language);
  if (present) return present.fileId;
  const { entry, starter } = LANGUAGES[language];
  const untouched = files.find(({ fileId, path }) => {
    const from = fileLanguage(path);
    return from !== 'plaintext' && textOf(doc, fileId)?.toString() === LANGUAGES[from].starter;
  });
  const text = untouched && textOf(doc, untouched.fileId);
  if (!untouched || !text) return addFile(doc, { name: entry, parentId: null, content: starter });
  doc.transact(() => {
    filesOf(doc).get(untouched.fileId)?.set('name', entry);
    applyText(text, starter);
  });
  return untouched.fileId;
}
