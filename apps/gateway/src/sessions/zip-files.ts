import type { SessionFiles } from '@pairlink/protocol';
import type { AsyncZippable } from 'fflate';
import { strToU8, zip } from 'fflate';

// What the format can say; earlier moments stand for clocks that are wrong.
const FIRST_ZIP_TIME = Date.UTC(1981, 0, 1);

/** A zip archive. Large texts are compressed in threads of their own: nobody's keystroke waits for it. */
export function zipFiles({ files, folders }: SessionFiles, changedAt: number): Promise<Uint8Array> {
  const entries: AsyncZippable = {};
  for (const { path } of folders) entries[`${path}/`] = new Uint8Array();
  for (const { path, content } of files) entries[path] = strToU8(content);
  return new Promise((resolve, reject) => {
    zip(entries, { mtime: Math.max(changedAt, FIRST_ZIP_TIME) }, (error, archive) => {
      if (error) reject(error);
      else resolve(archive);
    });
  });
}
