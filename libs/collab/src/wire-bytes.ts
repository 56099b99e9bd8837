import type { Bytes } from '@pairlink/protocol';
import { BASE64_UP_TO_BYTES } from '@pairlink/protocol';
import { fromBase64, toBase64 } from 'lib0/buffer';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes as they travel: base64 text while small (one frame instead of two), an attachment above. */
export const encodeBytes = (bytes: Uint8Array): string | Uint8Array =>
  bytes.byteLength <= BASE64_UP_TO_BYTES ? toBase64(bytes) : bytes;

/**
 * The bytes of whatever a Socket.io client of any language sent for `Bytes`, or `undefined` when it is something
 * else. The result may share memory with `value`.
 */
export function decodeBytes(value: unknown): Uint8Array | undefined {
  if (typeof value === 'string') return BASE64.test(value) ? fromBase64(value) : undefined;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return undefined;
}

export type { Bytes };
