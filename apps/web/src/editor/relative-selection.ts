import * as Y from 'yjs';

/** A selection by offsets; `head` is where the caret is, before or after `anchor`. */
export interface OffsetSelection {
  readonly anchor: number;
  readonly head: number;
}

/** The same in a form that edits by anybody do not put out of place. JSON, so that it can travel as awareness. */
export interface RelativeSelection {
  readonly anchor: unknown;
  readonly head: unknown;
}

/** Which neighbour a position stays with when somebody writes exactly there. */
const BEFORE = -1;
const AFTER = 0;

/**
 * A caret stays with the character before it: two people who type in one place each write on their own side, not
 * through each other. A selection does not grow when somebody writes at its edges.
 */
export function toRelative(text: Y.Text, { anchor, head }: OffsetSelection): RelativeSelection {
  const at = (offset: number, other: number): unknown => {
    const neighbour = offset < other ? AFTER : BEFORE;
    return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, offset, neighbour));
  };
  return { anchor: at(anchor, head), head: at(head, anchor) };
}

/** `undefined` when the positions are not known here (yet), or are in another text, or are no positions at all. */
export function toOffsets(text: Y.Text, { anchor, head }: RelativeSelection): OffsetSelection | undefined {
  const anchorOffset = offsetOf(text, anchor);
  const headOffset = offsetOf(text, head);
  return anchorOffset === undefined || headOffset === undefined
    ? undefined
    : { anchor: anchorOffset, head: headOffset };
}

function offsetOf(text: Y.Text, position: unknown): number | undefined {
  if (!text.doc || typeof position !== 'object' || position === null) return undefined;
  try {
    const relative = Y.createRelativePositionFromJSON(position);
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
    return absolute?.type === text ? absolute.index : undefined;
  } catch {
    // Another client's JSON may be anything.
    return undefined;
  }
}
