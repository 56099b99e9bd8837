/** What an archive says about one of its entries. Source: PKWARE's APPNOTE.TXT, sections 4.3 and 4.4. */
export interface ZipEntry {
  readonly path: string;
  /** 0 is stored as it is, 8 deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;
const IS_ENCRYPTED = 1;
const IS_UTF8 = 0x800;

/** Throws `RangeError` for what is no zip archive; those above 4 GB are none here. */
export function readDirectory(archive: Uint8Array): readonly ZipEntry[] {
  const view = viewOf(archive);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let n = 0; n < count; n++) {
    if (view.getUint32(at, true) !== ENTRY_SIGNATURE) throw new RangeError('no entry where one should be');
    const flags = view.getUint16(at + 8, true);
    const nameBytes = view.getUint16(at + 28, true);
    const moreBytes = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const name = archive.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    entries.push({
      path: decodeName(name, (flags & IS_UTF8) !== 0),
      method: view.getUint16(at + 10, true),
      isEncrypted: (flags & IS_ENCRYPTED) !== 0,
      crc32: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      sizeBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + nameBytes + moreBytes;
  }
  return entries;
}

/** The bytes of an entry as they lie in the archive. */
export function packedBytesOf(archive: Uint8Array, { offset, packedBytes }: ZipEntry): Uint8Array {
  const view = viewOf(archive);
  if (view.getUint32(offset, true) !== LOCAL_SIGNATURE) throw new RangeError('no file where one should be');
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedBytes > archive.length) throw new RangeError('cut off');
  return archive.subarray(start, start + packedBytes);
}

/** The end record is the last thing in an archive but for a comment. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  throw new RangeError('no end record');
}

/** Old packers do not say that names are UTF-8, or write them in the code page of their system. */
function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8 }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
