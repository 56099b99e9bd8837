import { textOf } from '@pairlink/collab';
import type { editor } from 'monaco-editor/editor';
import type * as Y from 'yjs';
import type { SessionClient } from '../session/session-client.ts';
import { bindEditor } from './bind-editor.ts';
import { tabSizeOf } from './editor-options.ts';
import { monaco } from './monaco.ts';
import { publishCursor } from './publish-cursor.ts';
import { showRemoteCursors } from './remote-cursors.ts';

export interface OpenFileOptions {
  readonly editor: editor.IStandaloneCodeEditor;
  readonly client: SessionClient;
  readonly doc: Y.Doc;
  readonly fileId: string;
  readonly language: string;
}

/** Where each file was scrolled to, and what was selected, when it was last shown. */
const viewStates = new WeakMap<Y.Text, editor.ICodeEditorViewState>();

/** Shows a file of the document in the editor, edited together. Returns the undo; `undefined` when there is no such file. */
export function openFile(options: OpenFileOptions): (() => void) | undefined {
  const { editor, client, doc, fileId, language } = options;
  const text = textOf(doc, fileId);
  if (!text) return undefined;
  const model = monaco.editor.createModel(text.toString().replaceAll('\r', ''), language);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({ tabSize: tabSizeOf(language), insertSpaces: true });
  editor.setModel(model);
  const viewState = viewStates.get(text);
  if (viewState) editor.restoreViewState(viewState);
  const { awareness } = client;
  const participants = () => client.getSnapshot().participants;
  const undos = [
    bindEditor({ editor, model, text }),
    publishCursor({ editor, model, text, fileId, awareness }),
    showRemoteCursors({ editor, model, text, fileId, awareness, participants }),
  ];
  return () => {
    const state = editor.getModel() === model ? editor.saveViewState() : null;
    if (state) viewStates.set(text, state);
    for (const undo of undos) undo();
    if (!model.isDisposed()) model.dispose();
  };
}
