import { readTree, textOf } from '@pairlink/collab';
import type { Zippable } from 'fflate';
import type * as Y from 'yjs';
import { downloadBlob } from '../share/download-files.ts';

/** Saves one file as it reads in this tab. */
export function downloadFile(doc: Y.Doc, { fileId, name }: { fileId: string; name: string }): void {
  downloadBlob(name, new Blob([textOf(doc, fileId)?.toString() ?? ''], { type: 'text/plain' }));
}

/** Saves everything as a zip archive: what this tab has, whether the server knows it yet or not. */
export async function downloadSession(doc: Y.Doc, title: string): Promise<void> {
  const { strToU8, zipSync } = await import('fflate');
  const entries: Zippable = {};
  for (const { kind, path, fileId } of readTree(doc)) {
    if (kind === 'folder') entries[`${path}/`] = new Uint8Array();
    else entries[path] = strToU8(textOf(doc, fileId)?.toString() ?? '');
  }
  const archive = new Uint8Array(zipSync(entries));
  downloadBlob(`${title || 'session'}.zip`, new Blob([archive], { type: 'application/zip' }));
}
