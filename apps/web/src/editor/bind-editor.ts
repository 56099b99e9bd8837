import { diffText } from '@pairlink/collab';
import type { editor, IDisposable } from 'monaco-editor/editor';
import type * as Y from 'yjs';
import { keepScroll } from './keep-scroll.ts';
import type { RelativeSelection } from './relative-selection.ts';
import { toOffsets, toRelative } from './relative-selection.ts';
import type { OffsetEdit } from './text-delta.ts';
import { editsOfDelta, endOfEdits, fromLastToFirst } from './text-delta.ts';
import type { UndoHistory } from './undo-history.ts';
import { undoHistoryOf } from './undo-history.ts';

/** Monaco's `CursorChangeReason.Explicit`: by mouse or arrow keys, not by typing. */
const MOVED_ON_PURPOSE: editor.CursorChangeReason = 3;

export interface EditorBinding {
  readonly editor: editor.IStandaloneCodeEditor;
  /** With LF line ends, shown in `editor`, reading as `text` does. */
  readonly model: editor.ITextModel;
  readonly text: Y.Text;
}

/**
 * Keeps a model and a shared text equal: what is typed becomes one transaction, what others did becomes one edit of
 * the model that leaves this person's selection where it was. Undo and redo take back this person's edits only.
 * Returns the undo of the binding itself.
 */
export function bindEditor(binding: EditorBinding): () => void {
  const bound = new BoundText(binding);
  return () => bound.dispose();
}

class BoundText {
  readonly #binding: EditorBinding;
  readonly #history: UndoHistory;
  readonly #disposables: IDisposable[] = [];
  #isApplying = false;
  /** This person's selections before others' edits arrive. */
  #selections: readonly RelativeSelection[] = [];

  constructor(binding: EditorBinding) {
    this.#binding = binding;
    const { editor, model, text } = binding;
    this.#history = undoHistoryOf(text);
    const { manager } = this.#history;
    // Keys, menus and the clipboard of macOS all end in these two.
    model.undo = () => void manager.undo();
    model.redo = () => void manager.redo();
    model.canUndo = () => manager.canUndo();
    model.canRedo = () => manager.canRedo();
    this.#disposables.push(
      model.onDidChangeContent((event) => this.#onTyped(event)),
      // What is typed after the caret was put elsewhere is another step to undo.
      editor.onDidChangeCursorPosition(({ reason }) => {
        if (reason === MOVED_ON_PURPOSE) manager.stopCapturing();
      }),
    );
    text.observe(this.#onTextChanged);
    text.doc?.on('beforeAllTransactions', this.#onBeforeChange);
    this.#repair();
  }

  dispose(): void {
    const { text } = this.#binding;
    for (const disposable of this.#disposables) disposable.dispose();
    text.unobserve(this.#onTextChanged);
    text.doc?.off('beforeAllTransactions', this.#onBeforeChange);
  }

  #onTyped(event: editor.IModelContentChangedEvent): void {
    if (this.#isApplying) return;
    const { text } = this.#binding;
    const edits = event.changes.map(({ rangeOffset, rangeLength, text: insert }) => ({
      offset: rangeOffset,
      deleteCount: rangeLength,
      insert,
    }));
    // A new line is a new step, too.
    if (edits.some(({ insert }) => insert.includes('\n'))) this.#history.manager.stopCapturing();
    this.#isApplying = true;
    text.doc?.transact(() => {
      for (const { offset, deleteCount, insert } of fromLastToFirst(edits)) {
        if (deleteCount > 0) text.delete(offset, deleteCount);
        if (insert !== '') text.insert(offset, insert);
      }
    }, this.#history.origin);
    this.#isApplying = false;
  }

  readonly #onBeforeChange = (): void => {
    // While this person types, the model is ahead of the text and offsets would mislead.
    if (this.#isApplying) return;
    const { editor, model, text } = this.#binding;
    const offsetAt = (lineNumber: number, column: number): number =>
      model.getOffsetAt({ lineNumber, column });
    this.#selections = (editor.getModel() === model ? (editor.getSelections() ?? []) : []).map((selection) =>
      toRelative(text, {
        anchor: offsetAt(selection.selectionStartLineNumber, selection.selectionStartColumn),
        head: offsetAt(selection.positionLineNumber, selection.positionColumn),
      }),
    );
  };

  readonly #onTextChanged = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (this.#isApplying) return;
    const { model, text } = this.#binding;
    const edits = editsOfDelta(event.delta);
    this.#apply(edits);
    if (model.getValueLength() !== text.length) this.#repair();
    if (transaction.origin === this.#history.manager) this.#showEnd(edits);
    else this.#restoreSelections();
  };

  #apply(edits: readonly OffsetEdit[]): void {
    if (edits.length === 0) return;
    const { editor, model } = this.#binding;
    const operations = edits.map(({ offset, deleteCount, insert }) => {
      const start = model.getPositionAt(offset);
      const end = deleteCount === 0 ? start : model.getPositionAt(offset + deleteCount);
      const range = {
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
      };
      return { range, text: insert };
    });
    this.#isApplying = true;
    keepScroll(editor, operations, () => model.applyEdits(operations));
    this.#isApplying = false;
  }

  /**
   * Makes the model read as the text. They differ at the start, and after somebody's client wrote a carriage return,
   * which an editor with LF line ends cannot hold: it goes from the text, too, for everyone alike.
   */
  #repair(): void {
    const { model, text } = this.#binding;
    const shared = text.toString();
    if (shared.includes('\r')) queueMicrotask(() => this.#removeCarriageReturns());
    const edits = diffText(model.getValue(), shared.replaceAll('\r', ''));
    for (const { index, deleteCount, insert } of edits) this.#apply([{ offset: index, deleteCount, insert }]);
  }

  #removeCarriageReturns(): void {
    const { editor, text } = this.#binding;
    // Who only watches changes nothing; somebody else's editor will.
    if (editor.getRawOptions().readOnly === true) return;
    this.#isApplying = true;
    text.doc?.transact(() => {
      const shared = text.toString();
      for (let i = shared.lastIndexOf('\r'); i >= 0; i = i === 0 ? -1 : shared.lastIndexOf('\r', i - 1)) {
        text.delete(i, 1);
      }
    });
    this.#isApplying = false;
  }

  #restoreSelections(): void {
    const { editor, model, text } = this.#binding;
    if (editor.getModel() !== model || this.#selections.length === 0) return;
    const selections = this.#selections.flatMap((relative) => {
      const offsets = toOffsets(text, relative);
      if (!offsets) return [];
      const anchor = model.getPositionAt(offsets.anchor);
      const head = model.getPositionAt(offsets.head);
      return [
        {
          selectionStartLineNumber: anchor.lineNumber,
          selectionStartColumn: anchor.column,
          positionLineNumber: head.lineNumber,
          positionColumn: head.column,
        },
      ];
    });
    const now = editor.getSelections() ?? [];
    const isSame =
      selections.length === now.length &&
      selections.every((selection, i) => now[i]?.equalsSelection({ ...selection }) === true);
    if (!isSame && selections.length > 0) editor.setSelections(selections, 'others');
  }

  /** Shows where something was undone or redone. */
  #showEnd(edits: readonly OffsetEdit[]): void {
    const { editor, model } = this.#binding;
    const end = endOfEdits(edits);
    if (end === undefined || editor.getModel() !== model) return;
    const position = model.getPositionAt(end);
    editor.setPosition(position, 'undo');
    editor.revealPositionInCenterIfOutsideViewport(position);
  }
}
