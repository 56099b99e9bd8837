import type { Limits } from '@pairlink/protocol';
import { Inflate } from 'fflate';
import { formatSize } from '../../ui/format.ts';
import { crc32 } from './crc-32.ts';
import type { Incoming, IncomingFile, Unfit } from './incoming.ts';
import type { ZipEntry } from './zip-directory.ts';
import { packedBytesOf, readDirectory } from './zip-directory.ts';

/** What archives hold that nobody means to bring along. */
const LITTER =
  /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git\/|node_modules\/|__pycache__\/)/;

/** Far above what a session takes, so that its problems can be told file by file. */
const MAX_ENTRIES = 5000;

const STORED = 0;
const DEFLATED = 8;

/** So much is inflated between two looks at how large it has become: 16 MB at most, at deflate's best ratio. */
const SLICE_BYTES = 16 * 1024;

/**
 * The files of a zip archive. What its table of contents announces is added up before anything is inflated; what it
 * announces wrongly is stopped as soon as it grows larger: a zip bomb costs nothing.
 */
export function readArchive(archive: Uint8Array, limits: Limits): Incoming {
  try {
    return unpack(archive, limits);
  } catch {
    return { kind: 'unreadable', why: 'It is no zip archive, or a damaged one. Pack it again.' };
  }
}

function unpack(archive: Uint8Array, limits: Limits): Incoming {
  const entries = readDirectory(archive).filter(({ path }) => !path.endsWith('/') && !LITTER.test(path));
  if (entries.length > MAX_ENTRIES) {
    return { kind: 'unreadable', why: `It holds more than ${MAX_ENTRIES} files.` };
  }
  if (entries.some(({ isEncrypted }) => isEncrypted)) {
    return { kind: 'unreadable', why: 'It has a password. Pack it again without one.' };
  }
  const fitting = entries.filter(({ sizeBytes }) => sizeBytes <= limits.fileTextBytes);
  const totalBytes = fitting.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (totalBytes > limits.sessionTextBytes) {
    const may = formatSize(limits.sessionTextBytes);
    return {
      kind: 'unreadable',
      why: `Unpacked it would be ${formatSize(totalBytes)}, where a session may have ${may}.`,
    };
  }
  const unfit: Unfit[] = entries
    .filter(({ sizeBytes }) => sizeBytes > limits.fileTextBytes)
    .map(({ path, sizeBytes }) => ({
      path,
      why: `${formatSize(sizeBytes)}, where a file may have ${formatSize(limits.fileTextBytes)}`,
      canBeLeftOut: true,
    }));
  const files: IncomingFile[] = [];
  for (const entry of fitting) {
    const bytes = unpackEntry(archive, entry);
    if (bytes) files.push({ path: entry.path, bytes });
    else unfit.push({ path: entry.path, why: 'is damaged in the archive', canBeLeftOut: true });
  }
  return { kind: 'files', files: withoutCommonFolder(files), unfit };
}

/** `undefined` when it is not what the table of contents says. */
function unpackEntry(archive: Uint8Array, entry: ZipEntry): Uint8Array | undefined {
  const packed = packedBytesOf(archive, entry);
  const bytes =
    entry.method === STORED
      ? packed
      : entry.method === DEFLATED
        ? inflate(packed, entry.sizeBytes)
        : undefined;
  return bytes?.length === entry.sizeBytes && crc32(bytes) === entry.crc32 ? bytes : undefined;
}

/** `undefined` as soon as it is larger than it should be, and for what is not deflated. */
function inflate(packed: Uint8Array, sizeBytes: number): Uint8Array | undefined {
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  const stream = new Inflate((chunk) => {
    if (at + chunk.length <= sizeBytes) bytes.set(chunk, at);
    at += chunk.length;
  });
  try {
    for (let start = 0; start < packed.length; start += SLICE_BYTES) {
      if (at > sizeBytes) break;
      stream.push(packed.subarray(start, start + SLICE_BYTES), start + SLICE_BYTES >= packed.length);
    }
  } catch {
    return undefined;
  }
  return at === sizeBytes ? bytes : undefined;
}

/** An archive of one folder means what is in it. */
function withoutCommonFolder(files: readonly IncomingFile[]): readonly IncomingFile[] {
  const [first] = files;
  const folder = first?.path.slice(0, first.path.indexOf('/') + 1) ?? '';
  const isName = folder.length > 1 && folder !== '../' && folder !== './';
  if (!isName || !files.every(({ path }) => path.startsWith(folder))) return files;
  return files.map(({ path, bytes }) => ({ path: path.slice(folder.length), bytes }));
}
