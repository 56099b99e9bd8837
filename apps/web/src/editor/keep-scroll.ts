import type { editor, IRange } from 'monaco-editor/editor';

/**
 * Makes edits that others caused without moving what this person reads: lines that come or go above the first
 * visible line shift the scroll position with them.
 */
export function keepScroll(
  shown: editor.ICodeEditor,
  edits: readonly { readonly range: IRange; readonly text: string }[],
  apply: () => void,
): void {
  const first = shown.getScrollTop() > 0 ? shown.getVisibleRanges()[0]?.startLineNumber : undefined;
  const addedLines = first === undefined ? 0 : linesAddedAbove(first, edits);
  if (first === undefined || addedLines === 0) return apply();
  const rest = shown.getScrollTop() - shown.getTopForLineNumber(first);
  apply();
  shown.setScrollTop(shown.getTopForLineNumber(first + addedLines) + rest);
}

/** Lines that edits which end above a line add, less those they remove. */
export function linesAddedAbove(
  lineNumber: number,
  edits: readonly { readonly range: IRange; readonly text: string }[],
): number {
  return edits
    .filter(({ range }) => range.endLineNumber < lineNumber)
    .reduce(
      (sum, { range, text }) =>
        sum + text.split('\n').length - 1 - (range.endLineNumber - range.startLineNumber),
      0,
    );
}
