/** One run of text put next to what is there. */
export interface PlainInsert {
  kind: 'insert';
  client: number;
  clock: number;
  /** UTF-16 units, and bytes: only ASCII counts as plain. */
  length: number;
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
  hasOrigin: false,
  originClient: 0,
  originClock: 0,
  hasRightOrigin: false,
  rightClient: 0,
  rightClock: 0,
};
const deletion: PlainDelete = { kind: 'delete', client: 0, clock: 0, length: 0 };

/**
 * Reads an update (Yjs v1) that is nothing but a keystroke: one run of ASCII with a neighbour, or one deleted
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
  insert.length = varUint();
  if (insert.length === 0 || insert.length > MAX_PLAIN_BYTES) return undefined;
  const end = at + insert.length;
  // What follows the text must be exactly one byte: an empty set of deletes.
  if (end + 1 !== bytes.length || bytes[end] !== 0) return undefined;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || byte === CARRIAGE_RETURN) return undefined;
  }
  return isSane(insert) ? insert : undefined;
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
