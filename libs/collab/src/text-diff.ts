import { diffChars } from 'diff';
import type * as Y from 'yjs';

/** Beyond this many single edits the differing middle is replaced at once: the search is quadratic in them. */
const MAX_EDITS = 400;
const MAX_MIDDLE = 20_000;

export interface TextEdit {
  /** UTF-16 offset in the text as it is when this edit is made, after those before it. */
  readonly index: number;
  readonly deleteCount: number;
  readonly insert: string;
}

/**
 * Few small edits that turn `before` into `after`, so that a client which only knows whole texts leaves cursors
 * and concurrent edits where they are. Never splits a surrogate pair. (Myers 1986, by the `diff` package.)
 */
export function diffText(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const start = commonPrefix(before, after);
  const end = commonSuffix(before, after, start);
  const oldMiddle = before.slice(start, before.length - end);
  const newMiddle = after.slice(start, after.length - end);
  const isSmall = oldMiddle.length + newMiddle.length <= MAX_MIDDLE;
  const changes =
    isSmall && oldMiddle && newMiddle
      ? diffChars(oldMiddle, newMiddle, { maxEditLength: MAX_EDITS })
      : undefined;
  if (!changes) return [{ index: start, deleteCount: oldMiddle.length, insert: newMiddle }];

  const edits: TextEdit[] = [];
  let index = start;
  for (const { added, removed, value } of changes) {
    if (removed) edits.push({ index, deleteCount: value.length, insert: '' });
    else if (added) edits.push({ index, deleteCount: 0, insert: value });
    if (!removed) index += value.length;
  }
  return edits;
}

/** Makes `text` read `after` with as few edits as are found; the caller's transaction gives the origin. */
export function applyText(text: Y.Text, after: string): void {
  for (const { index, deleteCount, insert } of diffText(text.toString(), after)) {
    if (deleteCount > 0) text.delete(index, deleteCount);
    if (insert) text.insert(index, insert);
  }
}

function commonPrefix(a: string, b: string): number {
  const max = Math.min(a.length, b.length);
  let n = 0;
  while (n < max && a.charCodeAt(n) === b.charCodeAt(n)) n++;
  return n > 0 && isHighSurrogate(a.charCodeAt(n - 1)) ? n - 1 : n;
}

function commonSuffix(a: string, b: string, prefix: number): number {
  const max = Math.min(a.length, b.length) - prefix;
  let n = 0;
  while (n < max && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n++;
  return n > 0 && isLowSurrogate(a.charCodeAt(a.length - n)) ? n - 1 : n;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
