import type { LogEntry, StoredEntry } from '../session-store.ts';
import type { LmdbTables } from './lmdb-tables.ts';
import { lastNumber, numberedKeys } from './lmdb-tables.ts';

const AT_BYTES = 8;
const TOTAL_BYTES = 6;
const ID_LENGTH_AT = AT_BYTES + TOTAL_BYTES;
const HEADER_BYTES = ID_LENGTH_AT + 1;

/** How far a session had come with a row of its log. */
export interface Progress {
  readonly seq: number;
  readonly lastActive: number;
  readonly totalEdits: number;
}

/**
 * A row of the log: Unix ms (float64), edits in the session so far (48 bits), length and ASCII of the participant id,
 * the Yjs update. Time and count stand here so that an edit writes one row.
 */
export function encodeLogRow({ update, participantId = '', at }: LogEntry, totalEdits: number): Buffer {
  const row = Buffer.allocUnsafe(HEADER_BYTES + participantId.length + update.byteLength);
  row.writeDoubleBE(at, 0);
  row.writeUIntBE(totalEdits, AT_BYTES, TOTAL_BYTES);
  row.writeUInt8(participantId.length, ID_LENGTH_AT);
  row.write(participantId, HEADER_BYTES, 'latin1');
  row.set(update, HEADER_BYTES + participantId.length);
  return row;
}

/** Entries after `seq`, in order. Updates are copies: LMDB reuses the memory that it reads into. */
export function entriesAfter(tables: LmdbTables, sessionId: string, seq: number): StoredEntry[] {
  return [...tables.log.getRange(numberedKeys(sessionId, seq + 1))].map(({ key, value }) => ({
    ...decode(value),
    seq: String(key[1]),
  }));
}

/** What the last row says; `undefined` when everything is in the snapshot. */
export function lastProgress(tables: LmdbTables, sessionId: string): Progress | undefined {
  const seq = lastNumber(tables.log, sessionId);
  const row = seq === undefined ? undefined : tables.log.get([sessionId, seq]);
  if (seq === undefined || !row) return undefined;
  return { seq, lastActive: row.readDoubleBE(0), totalEdits: row.readUIntBE(AT_BYTES, TOTAL_BYTES) };
}

function decode(row: Buffer): LogEntry {
  const updateAt = HEADER_BYTES + row.readUInt8(ID_LENGTH_AT);
  const participantId = row.toString('latin1', HEADER_BYTES, updateAt);
  return {
    at: row.readDoubleBE(0),
    update: Uint8Array.from(row.subarray(updateAt)),
    ...(participantId === '' ? {} : { participantId }),
  };
}
