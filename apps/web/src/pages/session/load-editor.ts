import type { FunctionComponent } from 'react';
import { lazy } from 'react';
import type { CodeEditorProps } from '../../editor/code-editor.tsx';

interface EditorModule {
  readonly CodeEditor: FunctionComponent<CodeEditorProps>;
}

let loading: Promise<EditorModule> | undefined;

/** The editor's code, Monaco included: fetched and run once. A failed download is tried again by the next call. */
export function loadEditor(): Promise<EditorModule> {
  loading ??= import('../../editor/code-editor.tsx').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

export const LazyEditor = lazy(() => loadEditor().then(({ CodeEditor }) => ({ default: CodeEditor })));
