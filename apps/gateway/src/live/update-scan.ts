import { MalformedUpdate, UpdateReader } from './update-reader.ts';

export interface StructId {
  readonly client: number;
  readonly clock: number;
}

/** What a struct holds, of the few kinds that a session's document is made of. */
export type ScannedContent =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'string'; readonly sizeBytes: number }
  | { readonly kind: 'value'; readonly value: string | null }
  | { readonly kind: 'map' }
  | { readonly kind: 'text' };

/** Where a struct goes: named outright, or taken over from its neighbours. */
export type ScannedParent =
  | { readonly kind: 'root'; readonly name: string }
  | { readonly kind: 'struct'; readonly id: StructId }
  | { readonly kind: 'neighbours' };

export type ScannedStruct = StructId & { readonly length: number } & (
    | { readonly kind: 'gc' }
    | {
        readonly kind: 'item';
        readonly origin: StructId | undefined;
        readonly rightOrigin: StructId | undefined;
        readonly parent: ScannedParent;
        readonly key: string | undefined;
        readonly content: ScannedContent;
      }
  );

export interface ScannedDelete extends StructId {
  readonly length: number;
}

export interface ScannedUpdate {
  /** One list per client id, each in order of its clocks and without holes. */
  readonly blocks: readonly (readonly ScannedStruct[])[];
  readonly deletes: readonly ScannedDelete[];
}

// The v1 encoding as yjs 13 writes it: encoding.js, Item.js and DeleteSet.js of its sources.
const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;
const CONTENT = 0x1f;
const GC = 0;
const DELETED = 1;
const STRING = 4;
const TYPE = 7;
const ANY = 8;
const TYPE_MAP = 1;
const TYPE_TEXT = 2;
const ANY_STRING = 119;
const ANY_NULL = 126;

const NEIGHBOURS: ScannedParent = { kind: 'neighbours' };
const DELETED_CONTENT: ScannedContent = { kind: 'deleted' };
const MAP_CONTENT: ScannedContent = { kind: 'map' };
const TEXT_CONTENT: ScannedContent = { kind: 'text' };

const MAX_KEY_BYTES = 64;
const MAX_VALUE_BYTES = 4096;

/**
 * Takes an update apart without Yjs and without allocating for what it only announces.
 * `maxRun` bounds the length of content that an update names but does not carry (deleted text).
 * Throws `MalformedUpdate` for anything a session's document has no use for.
 */
export function scanUpdate(update: Uint8Array, maxRun: number): ScannedUpdate {
  const reader = new UpdateReader(update);
  const blocks: ScannedStruct[][] = [];
  const seen = new Set<number>();
  for (let blocksLeft = reader.count(); blocksLeft > 0; blocksLeft--) {
    const structsInBlock = reader.count();
    const client = reader.clientId();
    if (seen.has(client)) throw new MalformedUpdate('A client appears twice.');
    seen.add(client);
    let clock = reader.clock();
    const structs: ScannedStruct[] = [];
    for (let left = structsInBlock; left > 0; left--) {
      const struct = readStruct(reader, { client, clock }, maxRun);
      structs.push(struct);
      clock += struct.length;
    }
    if (clock > 0x7fffffff) throw new MalformedUpdate('A clock is out of range.');
    if (structs.length > 0) blocks.push(structs);
  }
  const deletes = readDeletes(reader);
  if (!reader.isAtEnd) throw new MalformedUpdate('Bytes follow the end of the update.');
  return { blocks, deletes };
}

// One literal per kind of struct and no copies: a client that was offline sends tens of thousands of them at once.
function readStruct(reader: UpdateReader, { client, clock }: StructId, maxRun: number): ScannedStruct {
  const info = reader.byte();
  const ref = info & CONTENT;
  if (ref === GC) return { client, clock, length: reader.runLength(maxRun), kind: 'gc' };
  const origin = info & HAS_ORIGIN ? readId(reader) : undefined;
  const rightOrigin = info & HAS_RIGHT_ORIGIN ? readId(reader) : undefined;
  const isNamed = origin === undefined && rightOrigin === undefined;
  const parent = isNamed ? readParent(reader) : NEIGHBOURS;
  const key = isNamed && info & HAS_KEY ? reader.string(MAX_KEY_BYTES) : undefined;
  if (ref === STRING) {
    const { length, sizeBytes } = reader.text();
    return {
      client,
      clock,
      length,
      kind: 'item',
      origin,
      rightOrigin,
      parent,
      key,
      content: { kind: 'string', sizeBytes },
    };
  }
  const length = ref === DELETED ? reader.runLength(maxRun) : 1;
  const content = readContent(reader, ref);
  return { client, clock, length, kind: 'item', origin, rightOrigin, parent, key, content };
}

const readId = (reader: UpdateReader): StructId => ({ client: reader.clientId(), clock: reader.clock() });

function readParent(reader: UpdateReader): ScannedParent {
  const isRoot = reader.byte();
  if (isRoot === 1) return { kind: 'root', name: reader.string(MAX_KEY_BYTES) };
  if (isRoot === 0) return { kind: 'struct', id: readId(reader) };
  throw new MalformedUpdate('A parent is neither a root nor an entry.');
}

function readContent(reader: UpdateReader, ref: number): ScannedContent {
  switch (ref) {
    case DELETED:
      return DELETED_CONTENT;
    case TYPE: {
      const type = reader.byte();
      if (type === TYPE_MAP) return MAP_CONTENT;
      if (type === TYPE_TEXT) return TEXT_CONTENT;
      throw new MalformedUpdate('A type is not one that sessions hold.');
    }
    case ANY: {
      if (reader.count() !== 1) throw new MalformedUpdate('A value is not single.');
      return { kind: 'value', value: readValue(reader) };
    }
    default:
      throw new MalformedUpdate('Content is of a kind that sessions do not hold.');
  }
}

function readValue(reader: UpdateReader): string | null {
  const type = reader.byte();
  if (type === ANY_NULL) return null;
  if (type === ANY_STRING) return reader.string(MAX_VALUE_BYTES);
  throw new MalformedUpdate('A value is neither a string nor null.');
}

function readDeletes(reader: UpdateReader): ScannedDelete[] {
  const deletes: ScannedDelete[] = [];
  for (let clientsLeft = reader.count(); clientsLeft > 0; clientsLeft--) {
    const client = reader.clientId();
    for (let left = reader.count(); left > 0; left--) {
      const clock = reader.clock();
      deletes.push({ client, clock, length: reader.runLength(0x7fffffff) });
    }
  }
  return deletes;
}
