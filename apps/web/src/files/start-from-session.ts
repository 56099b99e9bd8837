import { readFiles, readMeta } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import type * as Y from 'yjs';
import { createSession } from '../api/create-session.ts';
import { saveHostToken } from '../identity/host-tokens.ts';
import { saveWatchId } from '../share/watch-links.ts';
import { toasts } from '../ui/toast-store.ts';

/** Makes another session of the same files, and opens it in a new tab. */
export async function startFromSession(
  doc: Y.Doc,
  { title, language }: { title: string; language: LanguageId },
): Promise<void> {
  const all = readFiles(doc);
  const entry = all.find(({ fileId }) => fileId === readMeta(doc).entry)?.path;
  const creation = await createSession({
    title,
    language,
    files: all.map(({ path, content }) => ({ path, content })),
    ...(entry === undefined ? {} : { entry }),
  });
  if (creation.kind === 'failed') {
    toasts.show(`${creation.sentence.what} ${creation.sentence.todo}`);
    return;
  }
  const { session } = creation;
  saveHostToken(session);
  saveWatchId(session);
  const path = `/s/${session.sessionId}`;
  // A click on the notice is a gesture: no browser takes that window for an advertisement.
  toasts.show('A new session with these files is there', { label: 'Open it', run: () => void open(path) });
}
