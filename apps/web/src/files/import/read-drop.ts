import type { Limits } from '@pairlink/protocol';
import { formatSize } from '../../ui/format.ts';
import type { Incoming, IncomingFile, Unfit } from './incoming.ts';

/** Packed, an archive is mostly smaller than the texts it may hold; above that nothing is read at all. */
const ARCHIVE_FACTOR = 4;

/** Enough to say that there are too many. */
const MAX_FILES = 2000;

interface Found {
  readonly path: string;
  readonly file: File;
}

/**
 * The files and folders in a drop. Entries must be asked for while the event is being handled, so this takes them
 * before it waits for anything.
 */
export function filesInDrop(data: DataTransfer): Promise<readonly Found[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return Promise.resolve(filesInList(data.files));
  return walk(entries);
}

/** Files that somebody chose in a dialog. */
export const filesInList = (list: FileList): readonly Found[] =>
  [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** Reads what came: one zip archive is unpacked, everything else taken as it is. */
export async function readIncoming(found: readonly Found[], limits: Limits): Promise<Incoming> {
  if (found.length > MAX_FILES) {
    return { kind: 'unreadable', why: `These are more than ${MAX_FILES} files.` };
  }
  const [only] = found;
  if (only && found.length === 1 && /\.zip$/i.test(only.file.name)) return await readZip(only.file, limits);
  const files: IncomingFile[] = [];
  const unfit: Unfit[] = [];
  for (const { path, file } of found) {
    // Not even read: it may be a film.
    if (file.size > limits.fileTextBytes) {
      const why = `${formatSize(file.size)}, where a file may have ${formatSize(limits.fileTextBytes)}`;
      unfit.push({ path, why, canBeLeftOut: true });
    } else files.push({ path, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  return { kind: 'files', files, unfit };
}

async function readZip(file: File, limits: Limits): Promise<Incoming> {
  const maxBytes = limits.sessionTextBytes * ARCHIVE_FACTOR;
  if (file.size > maxBytes) {
    return {
      kind: 'unreadable',
      why: `It has ${formatSize(file.size)}; ${formatSize(maxBytes)} are read at most.`,
    };
  }
  const [{ readArchive }, bytes] = await Promise.all([import('./read-archive.ts'), file.arrayBuffer()]);
  return readArchive(new Uint8Array(bytes), limits);
}

async function walk(entries: readonly FileSystemEntry[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry && found.length <= MAX_FILES; entry = waiting.shift()) {
    if (isFile(entry)) found.push({ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) });
    else if (isFolder(entry)) waiting.push(...(await childrenOf(entry)));
  }
  return found;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  // Browsers hand out at most a hundred at a time, and an empty list at the end.
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return children;
    children.push(...some);
  }
}
