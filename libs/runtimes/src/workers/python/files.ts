import type { PyodideAPI } from 'pyodide';
import type { ProgramFiles } from '../../wire/messages.ts';

type FileSystem = PyodideAPI['FS'];

const ROOT = '/session';
/** Of all files a run hands back; what does not fit stays behind. */
const MAX_RESULT_BYTES = 16 * 1024 * 1024;

export function writeFiles(fs: FileSystem, files: ProgramFiles): void {
  fs.mkdirTree(ROOT);
  for (const [path, content] of Object.entries(files)) {
    const at = `${ROOT}/${path}`;
    fs.mkdirTree(at.slice(0, at.lastIndexOf('/')));
    fs.writeFile(at, content);
  }
}

/** Files that are new or differ from those the program was given. */
export function changedFiles(fs: FileSystem, given: ProgramFiles): Record<string, Uint8Array> {
  const changed: Record<string, Uint8Array> = {};
  let bytesLeft = MAX_RESULT_BYTES;
  for (const path of listFiles(fs, ROOT)) {
    const bytes = fs.readFile(`${ROOT}/${path}`) as Uint8Array;
    if (bytes.length > bytesLeft || isSame(given[path], bytes)) continue;
    bytesLeft -= bytes.length;
    changed[path] = bytes;
  }
  return changed;
}

function* listFiles(fs: FileSystem, folder: string): Generator<string> {
  for (const name of fs.readdir(folder) as string[]) {
    if (name === '.' || name === '..') continue;
    const at = `${folder}/${name}`;
    const { mode } = fs.lstat(at) as { mode: number };
    if (fs.isDir(mode)) yield* listFiles(fs, at);
    else if (fs.isFile(mode)) yield at.slice(ROOT.length + 1);
  }
}

function isSame(given: string | Uint8Array | undefined, bytes: Uint8Array): boolean {
  if (given === undefined) return false;
  const before = typeof given === 'string' ? new TextEncoder().encode(given) : given;
  return before.length === bytes.length && before.every((byte, at) => byte === bytes[at]);
}
