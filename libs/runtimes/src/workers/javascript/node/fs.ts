import { Buffer } from './buffer.ts';
import type { SessionFiles } from './session-files.ts';
import { fileFault } from './session-files.ts';
import type { StandardInput } from './standard-input.ts';

type Options = string | { readonly encoding?: string | null; readonly flag?: string } | null | undefined;
type PathLike = string | URL | number | Uint8Array;
type Callback = (error: unknown, value?: unknown) => void;
type Call = (...values: never[]) => unknown;

interface Parts {
  readonly files: SessionFiles;
  readonly stdin: StandardInput;
  readonly write: (descriptor: 1 | 2, bytes: Uint8Array) => void;
}

const pathOf = (path: PathLike): string => {
  if (path instanceof URL) return decodeURIComponent(path.pathname);
  return path instanceof Uint8Array ? new TextDecoder().decode(path) : String(path);
};

const encodingOf = (options: Options): string | null =>
  typeof options === 'string' ? options : (options?.encoding ?? null);

const bytesOf = (data: unknown, options: Options): Uint8Array =>
  data instanceof Uint8Array ? data : Buffer.from(String(data), encodingOf(options) ?? 'utf8');

const STDIN = new Set(['0', '/dev/stdin']);

/** `node:fs` on the session's files. What a program writes it gives back when it ends. */
export function createFs({ files, stdin, write }: Parts) {
  const readFileSync = (path: PathLike, options?: Options): Buffer | string => {
    const name = pathOf(path);
    const bytes = Buffer.from(STDIN.has(name) ? new TextEncoder().encode(stdin.readAll()) : files.read(name));
    const encoding = encodingOf(options);
    return encoding === null ? bytes : bytes.toString(encoding as 'utf8');
  };
  const writeFileSync = (path: PathLike, data: unknown, options?: Options): void => {
    const name = pathOf(path);
    const bytes = bytesOf(data, options);
    if (name === '1' || name === '/dev/stdout') write(1, bytes);
    else if (name === '2' || name === '/dev/stderr') write(2, bytes);
    else if (typeof options === 'object' && options?.flag?.startsWith('a')) appendFileSync(path, data);
    else files.write(name, bytes);
  };
  const appendFileSync = (path: PathLike, data: unknown, options?: Options): void => {
    const name = pathOf(path);
    const before = files.kindOf(name) === 'file' ? files.read(name) : new Uint8Array();
    files.write(name, Buffer.concat([before, bytesOf(data, options)]));
  };
  const statSync = (
    path: PathLike,
    { throwIfNoEntry = true }: { readonly throwIfNoEntry?: boolean } = {},
  ) => {
    const name = pathOf(path);
    const kind = files.kindOf(name);
    if (kind === null) {
      if (!throwIfNoEntry) return undefined;
      throw fileFault('ENOENT', 'stat', name);
    }
    return entryOf(name, kind);
  };
  const entryOf = (name: string, kind: 'file' | 'folder') => ({
    name: name.split('/').at(-1) ?? '',
    size: kind === 'file' ? files.read(name).length : 0,
    mtime: new Date(),
    isFile: (): boolean => kind === 'file',
    isDirectory: (): boolean => kind === 'folder',
    isSymbolicLink: (): boolean => false,
  });
  const readdirSync = (
    path: PathLike,
    options?: { readonly withFileTypes?: boolean; readonly recursive?: boolean } | string | null,
  ): unknown[] => {
    const root = pathOf(path);
    const { withFileTypes = false, recursive = false } =
      typeof options === 'object' && options ? options : {};
    const listBelow = (folder: string, prefix: string): string[] =>
      files.list(folder).flatMap((name) => {
        const isFolder = files.kindOf(`${folder}/${name}`) === 'folder';
        return [
          prefix + name,
          ...(recursive && isFolder ? listBelow(`${folder}/${name}`, `${prefix}${name}/`) : []),
        ];
      });
    const names = listBelow(root, '');
    if (!withFileTypes) return names;
    return names.map((name) => entryOf(`${root}/${name}`, files.kindOf(`${root}/${name}`) ?? 'file'));
  };
  const accessSync = (path: PathLike): void => {
    const name = pathOf(path);
    if (files.kindOf(name) === null) throw fileFault('ENOENT', 'access', name);
  };
  const mkdirSync = (path: PathLike, options?: { readonly recursive?: boolean }): void =>
    files.makeFolder(pathOf(path), options?.recursive ?? false);
  const rmSync = (
    path: PathLike,
    options: { readonly recursive?: boolean; readonly force?: boolean } = {},
  ): void => {
    const name = pathOf(path);
    if (options.force && files.kindOf(name) === null) return;
    files.remove(name, { isRecursive: options.recursive ?? false, call: 'rm' });
  };
  const unlinkSync = (path: PathLike): void =>
    files.remove(pathOf(path), { isRecursive: false, call: 'unlink' });
  const rmdirSync = (path: PathLike): void =>
    files.remove(pathOf(path), { isRecursive: false, call: 'rmdir' });
  const copyFileSync = (from: PathLike, to: PathLike): void =>
    files.write(pathOf(to), files.read(pathOf(from), 'copyfile'));
  const renameSync = (from: PathLike, to: PathLike): void => files.rename(pathOf(from), pathOf(to));
  const existsSync = (path: PathLike): boolean => files.kindOf(pathOf(path)) !== null;
  const createReadStream = (path: PathLike, options?: Options) =>
    textStream(() => readFileSync(path, options ?? 'utf8'));

  const sync = {
    accessSync,
    appendFileSync,
    copyFileSync,
    mkdirSync,
    readFileSync,
    readdirSync,
    renameSync,
    rmSync,
    rmdirSync,
    statSync,
    unlinkSync,
    writeFileSync,
  };
  const named = Object.entries(sync).map(
    ([name, call]) => [name.slice(0, -'Sync'.length), call as Call] as const,
  );
  const promises = Object.fromEntries(named.map(([name, call]) => [name, later(call)]));
  const callbacks = Object.fromEntries(named.map(([name, call]) => [name, withCallback(call)]));
  const constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 };
  return { ...callbacks, ...sync, constants, createReadStream, existsSync, lstatSync: statSync, promises };
}

const later =
  (call: Call) =>
  async (...values: unknown[]): Promise<unknown> => {
    await Promise.resolve();
    return Reflect.apply(call, undefined, values);
  };

const withCallback =
  (call: Call) =>
  (...values: unknown[]): void => {
    const callback = values.pop() as Callback;
    setTimeout(() => {
      let value: unknown;
      try {
        value = Reflect.apply(call, undefined, values);
      } catch (error) {
        callback(error);
        return;
      }
      callback(null, value);
    });
  };

function textStream(read: () => unknown) {
  return {
    async *[Symbol.asyncIterator]() {
      yield await Promise.resolve(read());
    },
  };
}
