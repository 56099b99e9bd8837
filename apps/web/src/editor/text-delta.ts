/** A replacement in a text, by UTF-16 offsets in the text as it was before any edit of its group. */
export interface OffsetEdit {
  readonly offset: number;
  readonly deleteCount: number;
  readonly insert: string;
}

/** What Yjs says changed in a text (`YTextEvent.delta`); sessions hold nothing but strings in their texts. */
export type TextDelta = readonly {
  readonly retain?: number | undefined;
  readonly delete?: number | undefined;
  readonly insert?: unknown;
}[];

/**
 * The edits that a delta describes, in order. An insertion and a deletion that touch become one replacement: an
 * editor may refuse edits that overlap, and a selection inside moves less.
 */
export function editsOfDelta(delta: TextDelta): readonly OffsetEdit[] {
  const edits: OffsetEdit[] = [];
  let offset = 0;
  let current: { offset: number; deleteCount: number; insert: string } | undefined;
  const edit = (): { offset: number; deleteCount: number; insert: string } => {
    if (current) return current;
    current = { offset, deleteCount: 0, insert: '' };
    edits.push(current);
    return current;
  };
  for (const { retain, delete: deleteCount, insert } of delta) {
    if (retain !== undefined) {
      offset += retain;
      current = undefined;
    } else if (deleteCount !== undefined) {
      edit().deleteCount += deleteCount;
      offset += deleteCount;
    } else if (typeof insert === 'string') edit().insert += insert;
  }
  return edits;
}

/** The edits from the last to the first, so that each leaves the offsets of those still to be made as they are. */
export const fromLastToFirst = (edits: readonly OffsetEdit[]): readonly OffsetEdit[] =>
  edits.toSorted((a, b) => b.offset - a.offset);

/** Where the last of the edits ends, in the text after all of them; `undefined` when there are none. */
export function endOfEdits(edits: readonly OffsetEdit[]): number | undefined {
  const last = edits.at(-1);
  if (!last) return undefined;
  const shift = edits.slice(0, -1).reduce((sum, edit) => sum + edit.insert.length - edit.deleteCount, 0);
  return last.offset + shift + last.insert.length;
}
