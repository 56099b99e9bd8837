/**
 * Ids of sessions and of their watch links: random characters of an alphabet without look-alikes.
 * A session id (12 characters) is a capability to edit, a watch id (16) one to read; their lengths differ so
 * that nobody can mistake one for the other. 57^12 ≈ 2^70, 57^16 ≈ 2^93.
 */
export const ID_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
export const SESSION_ID_LENGTH = 12;
export const WATCH_ID_LENGTH = 16;

const SESSION_ID = /^[2-9A-HJ-NP-Za-km-z]{12}$/;
const WATCH_ID = /^[2-9A-HJ-NP-Za-km-z]{16}$/;

export const isSessionId = (value: unknown): value is string =>
  typeof value === 'string' && SESSION_ID.test(value);
export const isWatchId = (value: unknown): value is string =>
  typeof value === 'string' && WATCH_ID.test(value);

/**
 * An id of `length` characters from `random`, a cryptographic source of bytes.
 * Bytes past the largest multiple of the alphabet's size are thrown away, so every character is equally likely.
 */
export function createId(length: number, random: (sizeBytes: number) => Uint8Array): string {
  const fair = 256 - (256 % ID_ALPHABET.length);
  let id = '';
  while (id.length < length) {
    for (const byte of random(length * 2)) {
      if (byte < fair && id.length < length) id += ID_ALPHABET.charAt(byte % ID_ALPHABET.length);
    }
  }
  return id;
}
