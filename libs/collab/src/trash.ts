import type { Answer, Limits } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type * as Y from 'yjs';
import { filesOf, isTrashed, textOf } from './session-document.ts';
import { utf8Size } from './text-size.ts';

/**
 * Makes sure that so many more entries and bytes of text fit. What is in the trash stays as long as it can: it goes
 * for good only when the room is needed. Refuses with `too-large` when it does not fit even then.
 */
export function makeRoom(
  doc: Y.Doc,
  wanted: { readonly nodes: number; readonly sizeBytes: number },
  limits: Pick<Limits, 'filesPerSession' | 'sessionTextBytes'>,
): Answer {
  const kept = [...filesOf(doc).keys()].filter((fileId) => !isTrashed(doc, fileId));
  if (kept.length + wanted.nodes > limits.filesPerSession) {
    return refuse('too-large', `A session has at most ${limits.filesPerSession} files and folders.`);
  }
  const spareBytes = limits.sessionTextBytes - wanted.sizeBytes;
  if (!fits(doc, kept, spareBytes)) {
    return refuse('too-large', `A session has at most ${limits.sessionTextBytes} bytes of text.`);
  }
  const all = [...filesOf(doc).keys()];
  if (all.length + wanted.nodes > limits.filesPerSession || !fits(doc, all, spareBytes)) emptyTrash(doc);
  return accept(null);
}

function emptyTrash(doc: Y.Doc): void {
  doc.transact(() => {
    for (const fileId of filesOf(doc).keys()) if (isTrashed(doc, fileId)) filesOf(doc).delete(fileId);
  });
}

/** A UTF-16 unit is at most three bytes of UTF-8: texts are measured only where that is not enough to know. */
function fits(doc: Y.Doc, fileIds: readonly string[], spareBytes: number): boolean {
  const texts = fileIds.flatMap((fileId) => textOf(doc, fileId) ?? []);
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  if (units * 3 <= spareBytes) return true;
  return texts.reduce((sum, text) => sum + utf8Size(text.toString()), 0) <= spareBytes;
}
