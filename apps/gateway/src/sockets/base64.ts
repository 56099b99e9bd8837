const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = 0x3d;
const NO_LETTER = 0xff;

const values = new Uint8Array(256).fill(NO_LETTER);
for (let value = 0; value < LETTERS.length; value++) values[LETTERS.charCodeAt(value)] = value;

/**
 * The bytes of the base64 text that stands in `text` from `start` to `end`; `undefined` when it is anything else. For
 * texts of a few dozen letters: it makes no string of them first, which takes longer than the rest.
 */
export function decodeBase64(text: Uint8Array, start: number, end: number): Uint8Array | undefined {
  const letters = end - start;
  if (letters % 4 !== 0) return undefined;
  if (letters === 0) return new Uint8Array(0);
  const missing = text[end - 1] !== PADDING ? 0 : text[end - 2] !== PADDING ? 1 : 2;
  const bytes = new Uint8Array((letters / 4) * 3 - missing);
  const lastGroup = missing === 0 ? end : end - 4;
  let at = 0;
  for (let i = start; i < lastGroup; i += 4) {
    const group = groupAt(text, i, 4);
    if (group < 0) return undefined;
    bytes[at++] = group >> 16;
    bytes[at++] = group >> 8;
    bytes[at++] = group;
  }
  if (missing === 0) return bytes;
  const group = groupAt(text, lastGroup, 4 - missing);
  if (group < 0) return undefined;
  bytes[at++] = group >> 16;
  if (missing === 1) bytes[at] = group >> 8;
  return bytes;
}

/** 24 bits of up to four letters; negative when one is none. */
function groupAt(text: Uint8Array, at: number, count: number): number {
  let group = 0;
  for (let i = 0; i < 4; i++) {
    const value = i < count ? (values[text[at + i] ?? 0] ?? NO_LETTER) : 0;
    if (value === NO_LETTER) return -1;
    group = (group << 6) | value;
  }
  return group;
}
