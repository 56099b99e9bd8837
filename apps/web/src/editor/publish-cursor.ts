import type { editor } from 'monaco-editor/editor';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { toRelative } from './relative-selection.ts';

export interface PublishCursorOptions {
  readonly editor: editor.IStandaloneCodeEditor;
  readonly model: editor.ITextModel;
  readonly text: Y.Text;
  readonly fileId: string;
  readonly awareness: Awareness;
}

/** Tells the others where this person is in a file, whenever that changes. Returns the undo. */
export function publishCursor({ editor, model, text, fileId, awareness }: PublishCursorOptions): () => void {
  let published = '';
  const publish = (): void => {
    const selection = editor.getSelection();
    // Between the two halves of an edit, model and text differ for a moment.
    if (!selection || editor.getModel() !== model || model.getValueLength() !== text.length) return;
    const anchor = model.getOffsetAt({
      lineNumber: selection.selectionStartLineNumber,
      column: selection.selectionStartColumn,
    });
    const head = model.getOffsetAt(selection.getPosition());
    const cursor = { fileId, ...toRelative(text, { anchor, head }) };
    // Others' edits move the caret on the screen, not in the text.
    const json = JSON.stringify(cursor);
    if (json === published) return;
    published = json;
    awareness.setLocalStateField('cursor', cursor);
  };
  const selection = editor.onDidChangeCursorSelection(publish);
  const focus = editor.onDidFocusEditorText(publish);
  return () => {
    selection.dispose();
    focus.dispose();
    awareness.setLocalStateField('cursor', null);
  };
}
