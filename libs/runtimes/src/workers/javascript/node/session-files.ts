import type { ProgramFiles } from '../../../wire/messages.ts';
import { path as paths } from './path.ts';

/** A refusal of the file system, shaped as Node's. */
export function fileFault(code: string, call: string, place: string | readonly [string, string]): Error {
  const [path, to] = typeof place === 'string' ? [place] : place;
  const words: Readonly<Record<string, string>> = {
    EEXIST: 'file already exists',
    EISDIR: 'illegal operation on a directory',
    ENOENT: 'no such file or directory',
    ENOTDIR: 'not a directory',
    ENOTEMPTY: 'directory not empty',
  };
  const target = to === undefined ? '' : ` -> '${to}'`;
  const error = new Error(`${code}: ${words[code] ?? code}, ${call} '${path}'${target}`);
  const errno = { EEXIST: -17, EISDIR: -21, ENOENT: -2, ENOTDIR: -20, ENOTEMPTY: -39 }[code];
  return Object.assign(error, { errno, code, syscall: call, path, ...(to !== undefined && { dest: to }) });
}

/** The session's files as one program sees and changes them; the session itself is not changed. */
export class SessionFiles {
  readonly #files = new Map<string, Uint8Array>();
  readonly #folders = new Set<string>(['']);
  readonly #original: ProgramFiles;

  constructor(files: ProgramFiles) {
    this.#original = files;
    for (const [path, content] of Object.entries(files)) {
      this.#files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
      this.#addFolders(path);
    }
  }

  /** What the program wrote or changed. */
  changes(): Record<string, Uint8Array> {
    const changed = [...this.#files].filter(([path, bytes]) => !isSame(this.#original[path], bytes));
    return Object.fromEntries(changed);
  }

  read(given: string, call = 'open'): Uint8Array {
    const path = keyOf(given);
    if (this.#folders.has(path)) throw fileFault('EISDIR', 'read', given);
    const bytes = this.#files.get(path);
    if (!bytes) throw fileFault('ENOENT', call, given);
    return bytes;
  }

  write(given: string, bytes: Uint8Array): void {
    const path = keyOf(given);
    if (this.#folders.has(path)) throw fileFault('EISDIR', 'open', given);
    if (!this.#folders.has(folderOf(path))) throw fileFault('ENOENT', 'open', given);
    this.#files.set(path, bytes.slice());
  }

  kindOf(given: string): 'file' | 'folder' | null {
    const path = keyOf(given);
    if (this.#folders.has(path)) return 'folder';
    return this.#files.has(path) ? 'file' : null;
  }

  /** Names right below a folder, sorted. */
  list(given: string): string[] {
    const path = keyOf(given);
    if (this.#files.has(path)) throw fileFault('ENOTDIR', 'scandir', given);
    if (!this.#folders.has(path)) throw fileFault('ENOENT', 'scandir', given);
    const all = [...this.#files.keys(), ...this.#folders].filter(
      (entry) => entry !== '' && folderOf(entry) === path,
    );
    return all
      .map((entry) => entry.slice(path === '' ? 0 : path.length + 1))
      .toSorted((a, b) => (a < b ? -1 : 1));
  }

  makeFolder(given: string, isRecursive: boolean): void {
    const path = keyOf(given);
    if (!isRecursive && (this.#folders.has(path) || this.#files.has(path)))
      throw fileFault('EEXIST', 'mkdir', given);
    if (!isRecursive && !this.#folders.has(folderOf(path))) throw fileFault('ENOENT', 'mkdir', given);
    this.#addFolders(`${path}/x`);
  }

  remove(given: string, options: { readonly isRecursive: boolean; readonly call: string }): void {
    const path = keyOf(given);
    if (this.#files.delete(path)) return;
    if (!this.#folders.has(path)) throw fileFault('ENOENT', options.call, given);
    const isBelow = (entry: string): boolean => entry.startsWith(`${path}/`);
    const below = [...this.#files.keys(), ...this.#folders].filter(isBelow);
    if (below.length > 0 && !options.isRecursive) throw fileFault('ENOTEMPTY', options.call, given);
    for (const entry of below) {
      this.#files.delete(entry);
      this.#folders.delete(entry);
    }
    this.#folders.delete(path);
  }

  rename(from: string, to: string): void {
    if (this.kindOf(from) === null) throw fileFault('ENOENT', 'rename', [from, to]);
    const start = keyOf(from);
    const end = keyOf(to);
    const moved = (path: string): string | null =>
      path === start ? end : path.startsWith(`${start}/`) ? end + path.slice(start.length) : null;
    for (const [path, bytes] of Array.from(this.#files)) {
      const target = moved(path);
      if (target === null) continue;
      this.#files.delete(path);
      this.#files.set(target, bytes);
    }
    for (const path of Array.from(this.#folders)) {
      const target = moved(path);
      if (target === null) continue;
      this.#folders.delete(path);
      this.#folders.add(target);
    }
  }

  #addFolders(path: string): void {
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) this.#folders.add(folder);
  }
}

const keyOf = (path: string): string => paths.resolve(path).slice(1);

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function isSame(before: string | Uint8Array | undefined, now: Uint8Array): boolean {
  if (before === undefined) return false;
  const bytes = typeof before === 'string' ? new TextEncoder().encode(before) : before;
  return bytes.length === now.length && bytes.every((byte, at) => byte === now[at]);
}
