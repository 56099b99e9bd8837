import type { editor } from 'monaco-editor/editor';
import { monaco } from './monaco.ts';

/** Ctrl/Cmd+Enter and Ctrl/Cmd+. inside the editor, which would otherwise take them for itself. Returns the undo. */
export function addRunKeys(
  shown: editor.IStandaloneCodeEditor,
  { onRun, onStop }: { readonly onRun: () => void; readonly onStop: () => void },
): () => void {
  const { KeyMod, KeyCode } = monaco;
  const actions = [
    shown.addAction({
      id: 'pairlink.run',
      label: 'Run',
      keybindings: [KeyMod.CtrlCmd | KeyCode.Enter],
      run: onRun,
    }),
    shown.addAction({
      id: 'pairlink.stop',
      label: 'Stop',
      keybindings: [KeyMod.CtrlCmd | KeyCode.Period],
      run: onStop,
    }),
  ];
  return () => {
    for (const action of actions) action.dispose();
  };
}
