export type TextOrNot =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'other'; readonly why: string };

/** The text of a file in UTF-8 with LF line ends and without a byte order mark, or what it is instead. */
export function textOfBytes(bytes: Uint8Array): TextOrNot {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { kind: 'other', why: 'is text in UTF-16: save it as UTF-8' };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { kind: 'text', text: text.replaceAll(/\r\n?/g, '\n') };
  } catch {
    if (!bytes.includes(0)) return { kind: 'other', why: 'is not in UTF-8: save it as UTF-8' };
  }
  return { kind: 'other', why: 'is no text, and only text can be taken in for now' };
}
