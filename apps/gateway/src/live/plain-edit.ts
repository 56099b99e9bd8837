/** One run of text put next to what is there. */
export interface PlainInsert {
  kind: 'insert';
  client: number;
  clock: number;
  /** UTF-16 units. */
  length: number;
  sizeBytes: number;
  /** Where the entry begins in the update; it ends one byte before the update does. */
  structAt: number;
  hasOrigin: boolean;
  originClient: number;
  originClock: number;
  hasRightOrigin: boolean;
  rightClient: number;
  rightClock: number;
}

export interface PlainDelete {
  kind: 'delete';
  client: number;
  clock: number;
  length: number;
}

/** More than anybody types between two messages; longer runs take the thorough way. */
const MAX_PLAIN_BYTES = 256;
const MAX_SIZE = MAX_PLAIN_BYTES + 64;
const CARRIAGE_RETURN = 13;

// One reader's state and result for the whole process: this runs for every keystroke and must not allocate.
let bytes: Uint8Array = new Uint8Array();
let at = 0;
const insert: PlainInsert = {
  kind: 'insert',
  client: 0,
  clock: 0,
  length: 0,
  sizeBytes: 0,
  structAt: 0,
  hasOrigin: false,
  originClient: 0,
  originClock: 0,
  hasRightOrigin: false,
  rightClient: 0,
  rightClock: 0,
};
const deletion: PlainDelete = { kind: 'delete', client: 0, clock: 0, length: 0 };

/**
 * Reads an update (Yjs v1) that is nothing but a keystroke: one run of text with a neighbour, or one deleted
 * run. Anything else, malformed or just larger, answers `undefined` and is for `scanUpdate`.
 * The result is valid until the next call.
 */
export function readPlainEdit(update: Uint8Array): PlainInsert | PlainDelete | undefined {
  if (update.length > MAX_SIZE || update.length < 6) return undefined;
  bytes = update;
  at = 0;
  const blocks = varUint();
  if (blocks === 0) return readDelete();
  if (blocks !== 1 || varUint() !== 1) return undefined;
  insert.client = varUint();
  insert.clock = varUint();
  insert.structAt = at;
  const info = bytes[at++] ?? 0;
  insert.hasOrigin = (info & 0x80) !== 0;
  insert.hasRightOrigin = (info & 0x40) !== 0;
  if ((info & 0x1f) !== 4 || (info & 0xc0) === 0) return undefined;
  if (insert.hasOrigin) {
    insert.originClient = varUint();
    insert.originClock = varUint();
  }
  if (insert.hasRightOrigin) {
    insert.rightClient = varUint();
    insert.rightClock = varUint();
  }
  insert.sizeBytes = varUint();
  if (insert.sizeBytes === 0 || insert.sizeBytes > MAX_PLAIN_BYTES) return undefined;
  const end = at + insert.sizeBytes;
  // What follows the text must be exactly one byte: an empty set of deletes.
  if (end + 1 !== bytes.length || bytes[end] !== 0) return undefined;
  insert.length = utf16Length(end);
  return insert.length > 0 && isSane(insert) ? insert : undefined;
}

/** UTF-16 units of the UTF-8 from `at` to `end`; -1 for carriage returns, and where `scanUpdate` must look closer. */
function utf16Length(end: number): number {
  let units = 0;
  while (at < end) {
    const byte = bytes[at++] ?? 0;
    if (byte === CARRIAGE_RETURN) return -1;
    if (byte < 0x80) units++;
    else if (byte >= 0xc2 && byte < 0xe0) {
      if (!continues(1)) return -1;
      units++;
    } else if (byte > 0xe0 && byte < 0xf0 && byte !== 0xed) {
      if (!continues(2)) return -1;
      units++;
    } else return -1;
  }
  return at === end ? units : -1;
}

function continues(count: number): boolean {
  for (let left = count; left > 0; left--) if (((bytes[at++] ?? 0) & 0xc0) !== 0x80) return false;
  return true;
}

function readDelete(): PlainDelete | undefined {
  if (varUint() !== 1) return undefined;
  deletion.client = varUint();
  if (varUint() !== 1) return undefined;
  deletion.clock = varUint();
  deletion.length = varUint();
  return at === bytes.length && deletion.length > 0 && isSane(deletion) ? deletion : undefined;
}

const isSane = ({ client, clock, length }: PlainInsert | PlainDelete): boolean =>
  client <= 0xffffffff && clock + length <= 0x7fffffff;

/** At most five bytes; what is longer or cut off reads as a number that is refused later. */
function varUint(): number {
  let value = 0;
  let factor = 1;
  for (let read = 0; read < 5; read++) {
    const byte = bytes[at++];
    if (byte === undefined) return Number.MAX_SAFE_INTEGER;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 128;
  }
  return Number.MAX_SAFE_INTEGER;
}
