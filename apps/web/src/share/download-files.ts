import type { FileCopy } from '../session/session-snapshot.ts';

/** Saves files to the visitor's own disk, one download each, named by their paths. */
export function downloadFiles(files: readonly FileCopy[]): void {
  for (const { path, content } of files) downloadBlob(path, new Blob([content], { type: 'text/plain' }));
}

/** Saves one file to the visitor's own disk, named by its path. */
export function downloadBlob(path: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = path.replaceAll('/', '_');
  link.click();
  URL.revokeObjectURL(url);
}
