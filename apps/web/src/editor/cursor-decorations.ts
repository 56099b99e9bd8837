import type { editor, IPosition } from 'monaco-editor/editor';
import './remote-cursors.css';

export interface CursorLook {
  readonly caret: IPosition;
  /** The other end of the selection; equal to `caret` when nothing is selected. */
  readonly anchor: IPosition;
  /** Class that sets the person's colour: no inline styles, which a strict policy forbids. */
  readonly colour: string;
  readonly name: string;
}

// Numbers of Monaco's enums, which its types-only import does not bring along.
const NEVER_GROWS_WHEN_TYPING_AT_EDGES = 1;
const NO_CURSOR_STOPS = 3;

/** Painted behind the text, one character wide around the caret; the stylesheet draws the bar in its middle. */
export const caretDecoration = ({ caret, colour }: CursorLook): editor.IModelDeltaDecoration => ({
  range: rangeBetween(caret, caret),
  options: {
    className: `remote-caret ${caret.column === 1 ? 'remote-caret-at-start ' : ''}${colour}`,
    showIfCollapsed: true,
    stickiness: NEVER_GROWS_WHEN_TYPING_AT_EDGES,
    zIndex: 1,
  },
});

/** Hovering needs characters to hover over: those beside the caret. */
export const hoverDecoration = ({ caret, name }: CursorLook): editor.IModelDeltaDecoration => ({
  range: rangeBetween(
    { lineNumber: caret.lineNumber, column: Math.max(1, caret.column - 1) },
    { lineNumber: caret.lineNumber, column: caret.column + 1 },
  ),
  options: {
    hoverMessage: { value: escapeMarkdown(name) },
    stickiness: NEVER_GROWS_WHEN_TYPING_AT_EDGES,
  },
});

export const selectionDecoration = ({ caret, anchor, colour }: CursorLook): editor.IModelDeltaDecoration => ({
  range: isBefore(anchor, caret) ? rangeBetween(anchor, caret) : rangeBetween(caret, anchor),
  options: {
    className: `remote-selection ${colour}`,
    stickiness: NEVER_GROWS_WHEN_TYPING_AT_EDGES,
  },
});

/**
 * Behind the end of the line: beside the cursor and over nobody's code. Monaco puts a caret at the end of a line
 * behind the name, so there the name's own edge is the caret.
 */
export const nameDecoration = (
  { caret: { lineNumber, column }, colour, name }: CursorLook,
  lineEnd: number,
): editor.IModelDeltaDecoration => ({
  range: rangeBetween({ lineNumber, column: lineEnd }, { lineNumber, column: lineEnd }),
  options: {
    after: {
      // No-break spaces, and nothing that could break the line.
      content: `\u00A0${name.replaceAll(/\s+/g, '\u00A0')}\u00A0`,
      inlineClassName: `remote-name ${column === lineEnd ? 'remote-name-at-caret ' : ''}${colour}`,
      inlineClassNameAffectsLetterSpacing: true,
      cursorStops: NO_CURSOR_STOPS,
    },
    showIfCollapsed: true,
    stickiness: NEVER_GROWS_WHEN_TYPING_AT_EDGES,
  },
});

const rangeBetween = (start: IPosition, end: IPosition) => ({
  startLineNumber: start.lineNumber,
  startColumn: start.column,
  endLineNumber: end.lineNumber,
  endColumn: end.column,
});

const isBefore = (a: IPosition, b: IPosition): boolean =>
  a.lineNumber < b.lineNumber || (a.lineNumber === b.lineNumber && a.column < b.column);

const escapeMarkdown = (text: string): string => text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/g, '\\$&');
