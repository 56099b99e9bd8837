import { findMatches } from './find-matches.ts';

/** More are neither counted nor marked. */
export const MATCH_LIMIT = 5000;

/** Names of the marks in output-search.css. */
const ALL = 'output-match';
const CURRENT = 'output-match-current';

/** Everything that is found in the text that an element shows, a line or a block at a time. */
export function findRanges(root: HTMLElement, query: string): readonly Range[] {
  const ranges: Range[] = [];
  for (const element of root.querySelectorAll<HTMLElement>('.output-rows-text, td, th, .test-tree-message')) {
    if (ranges.length >= MATCH_LIMIT) break;
    const matches = findMatches(element.textContent, query, MATCH_LIMIT - ranges.length);
    if (matches.length > 0) ranges.push(...rangesOf(element, matches));
  }
  return ranges;
}

/** Marks what was found, where the browser can mark without changing the page; elsewhere the current one is selected. */
export function markRanges(ranges: readonly Range[], current: Range | undefined): void {
  if (!('highlights' in CSS)) {
    if (current) getSelection()?.setBaseAndExtent(...endsOf(current));
    return;
  }
  CSS.highlights.set(ALL, new Highlight(...ranges));
  CSS.highlights.set(CURRENT, new Highlight(...(current ? [current] : [])));
}

export function unmarkRanges(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(CURRENT);
}

/** Brings a range into the middle of the element that scrolls. */
export function scrollToRange(range: Range, scroller: HTMLElement): void {
  const box = range.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  if (box.top >= view.top && box.bottom <= view.bottom) return;
  scroller.scrollTop += (box.top + box.bottom - view.top - view.bottom) / 2;
}

function rangesOf(
  element: HTMLElement,
  matches: readonly { readonly from: number; readonly to: number }[],
): readonly Range[] {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let node = texts.nextNode();
  let start = 0;
  /** The node and the offset in it of an offset in the element's text; offsets are asked for in rising order. */
  const place = (offset: number): [Node, number] => {
    while (node && offset > start + (node.nodeValue?.length ?? 0)) {
      start += node.nodeValue?.length ?? 0;
      node = texts.nextNode();
    }
    return [node ?? element, node ? offset - start : 0];
  };
  return matches.map(({ from, to }) => {
    const range = document.createRange();
    range.setStart(...place(from));
    range.setEnd(...place(to));
    return range;
  });
}

const endsOf = (range: Range): [Node, number, Node, number] => [
  range.startContainer,
  range.startOffset,
  range.endContainer,
  range.endOffset,
];
