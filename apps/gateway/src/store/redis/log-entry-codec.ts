import type { LogEntry } from '../session-store.ts';

const AT_BYTES = 8;
const HEADER_BYTES = AT_BYTES + 1;

/** A log entry as stored: Unix ms (float64), length and ASCII of the participant id, the Yjs update. */
export function encodeLogEntry({ update, participantId = '', at }: LogEntry): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + participantId.length + update.byteLength);
  bytes.writeDoubleBE(at, 0);
  bytes.writeUInt8(participantId.length, AT_BYTES);
  bytes.write(participantId, HEADER_BYTES, 'latin1');
  bytes.set(update, HEADER_BYTES + participantId.length);
  return bytes;
}

/** The update is a copy: the store may reuse the memory of `bytes`. */
export function decodeLogEntry(bytes: Buffer): LogEntry {
  const idLength = bytes.readUInt8(AT_BYTES);
  const participantId = bytes.toString('latin1', HEADER_BYTES, HEADER_BYTES + idLength);
  return {
    at: bytes.readDoubleBE(0),
    update: Uint8Array.from(bytes.subarray(HEADER_BYTES + idLength)),
    ...(participantId === '' ? {} : { participantId }),
  };
}
