import * as Y from 'yjs';

/** Edits closer together than this are undone in one step. */
const STEP_MS = 500;

/** What one person can undo in one text: their own edits, never those of others. */
export interface UndoHistory {
  /** Origin of the transactions that can be undone. */
  readonly origin: symbol;
  readonly manager: Y.UndoManager;
}

const histories = new WeakMap<Y.Text, UndoHistory>();

/** The text's history in this tab; the same one when its file is opened again. */
export function undoHistoryOf(text: Y.Text): UndoHistory {
  const known = histories.get(text);
  if (known) return known;
  const origin = Symbol('typed in this tab');
  const manager = new Y.UndoManager(text, { trackedOrigins: new Set([origin]), captureTimeout: STEP_MS });
  const history = { origin, manager };
  histories.set(text, history);
  return history;
}
