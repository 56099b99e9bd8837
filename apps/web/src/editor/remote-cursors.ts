import { COLOUR_COUNT } from '@pairlink/protocol';
import type { Participant } from '@pairlink/protocol';
import type { editor } from 'monaco-editor/editor';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import {
  caretDecoration,
  hoverDecoration,
  nameDecoration,
  selectionDecoration,
} from './cursor-decorations.ts';
import { readCursor } from './cursor-state.ts';
import { toOffsets } from './relative-selection.ts';

/** So long a name stays beside a cursor that moved. */
const NAME_MS = 2000;

export interface RemoteCursorsOptions {
  readonly editor: editor.IStandaloneCodeEditor;
  readonly model: editor.ITextModel;
  readonly text: Y.Text;
  readonly fileId: string;
  readonly awareness: Awareness;
  /** Whose Yjs client id is whose. */
  readonly participants: () => readonly Participant[];
}

/**
 * Shows where the others are in a file: a caret and a selection in their colour, and their name for a moment after
 * they moved. The name stands behind the end of the line, where it covers no code; hovering over the caret shows it
 * at any time. Returns the undo.
 */
export function showRemoteCursors(options: RemoteCursorsOptions): () => void {
  const cursors = new RemoteCursors(options);
  return () => cursors.dispose();
}

interface Movement {
  readonly head: string;
  readonly at: number;
}

class RemoteCursors {
  readonly #options: RemoteCursorsOptions;
  readonly #decorations: editor.IEditorDecorationsCollection;
  readonly #movements = new Map<number, Movement>();
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RemoteCursorsOptions) {
    this.#options = options;
    this.#decorations = options.editor.createDecorationsCollection();
    options.awareness.on('change', this.#schedule);
    // A cursor may arrive before the text it stands in.
    options.text.observe(this.#schedule);
    this.#draw();
  }

  dispose(): void {
    const { awareness, text } = this.#options;
    awareness.off('change', this.#schedule);
    text.unobserve(this.#schedule);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#decorations.clear();
  }

  readonly #schedule = (): void => {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  };

  #draw(): void {
    this.#frame = undefined;
    const { awareness, model } = this.#options;
    if (model.isDisposed()) return;
    const decorations: editor.IModelDeltaDecoration[] = [];
    let nextMs = Infinity;
    for (const [clientId, state] of awareness.getStates()) {
      if (clientId === awareness.clientID) continue;
      const shown = this.#decorate(clientId, state);
      decorations.push(...shown.decorations);
      nextMs = Math.min(nextMs, shown.nameMs || Infinity);
    }
    this.#decorations.set(decorations);
    clearTimeout(this.#timer);
    if (nextMs < Infinity) this.#timer = setTimeout(this.#schedule, nextMs);
  }

  #decorate(
    clientId: number,
    state: unknown,
  ): { decorations: editor.IModelDeltaDecoration[]; nameMs: number } {
    const { model, text, fileId } = this.#options;
    const cursor = readCursor(state);
    const offsets = cursor?.fileId === fileId ? toOffsets(text, cursor) : undefined;
    const person = offsets && this.#personOf(clientId, state);
    if (!cursor || !offsets || !person) return { decorations: [], nameMs: 0 };
    const nameMs = this.#nameMs(clientId, JSON.stringify(cursor.head));
    const caret = model.getPositionAt(offsets.head);
    const anchor = model.getPositionAt(offsets.anchor);
    const colour = `person-${person.colour % COLOUR_COUNT}`;
    const look = { caret, anchor, colour, name: person.name };
    const lineEnd = model.getLineMaxColumn(caret.lineNumber);
    const decorations = [hoverDecoration(look), selectionDecoration(look)];
    if (nameMs > 0) decorations.push(nameDecoration(look, lineEnd));
    if (nameMs === 0 || caret.column < lineEnd) decorations.push(caretDecoration(look));
    return { decorations, nameMs };
  }

  /** For how long the name is still shown. */
  #nameMs(clientId: number, head: string): number {
    const now = performance.now();
    const known = this.#movements.get(clientId);
    const movement = known?.head === head ? known : { head, at: now };
    this.#movements.set(clientId, movement);
    return Math.max(0, movement.at + NAME_MS - now);
  }

  /** As the session's list has them; until it does, as the server wrote it into the awareness state. */
  #personOf(clientId: number, state: unknown): { name: string; colour: number } | undefined {
    const listed = this.#options.participants().find(({ clientIds }) => clientIds.includes(clientId));
    return listed ?? readCursor(state)?.user;
  }
}
