/* eslint-disable no-control-regex, no-misleading-character-class -- sets of code points, not of what is seen */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u3247\u3250-\u4dbf\u4e00-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f251}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const ZERO =
  /[\u0000-\u001f\u007f-\u009f\p{Mn}\p{Me}\p{Cf}\u200b-\u200f\u20d0-\u20ff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;

/** Columns that a text takes in a terminal. */
export function textWidth(text: string): number {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text.normalize('NFC')) width += ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}
