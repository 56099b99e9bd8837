import { Editor } from '@monaco-editor/react';
import type { LanguageId } from '@pairlink/protocol';
import type { editor } from 'monaco-editor/editor';
import type { ReactElement } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { SourceFault } from '../run/source-faults.ts';
import type { SessionClient } from '../session/session-client.ts';
import type { SessionSnapshot } from '../session/session-snapshot.ts';
import { useSessionPart } from '../session/use-session.ts';
import { addRunKeys } from './add-run-keys.ts';
import { editorOptions } from './editor-options.ts';
import { defineTheme } from './editor-theme.ts';
import { markFaults } from './mark-faults.ts';
import { monaco } from './monaco.ts';
import { openFile } from './open-file.ts';

export interface CodeEditorProps {
  readonly client: SessionClient;
  /** The file shown. */
  readonly fileId: string;
  /** What the file's text is coloured as. */
  readonly language: LanguageId | 'plaintext';
  readonly isReadOnly: boolean;
  readonly theme: 'light' | 'dark';
  /** A place of the file to show; another object shows it again. */
  readonly place?: { readonly line: number; readonly column?: number } | undefined;
  /** Its path, by which runs name it. */
  readonly path: string;
  /** What the last run found in all files. */
  readonly faults: readonly SourceFault[];
  /** Ctrl/Cmd+Enter. */
  readonly onRun: () => void;
  /** Ctrl/Cmd+. */
  readonly onStop: () => void;
  /** The file is there and can be typed in. */
  readonly onReady?: () => void;
}

/**
 * The code of one file, edited together. Load it lazily: it brings Monaco along. Ctrl+M makes Tab move the focus
 * instead of indenting, and back.
 */
export function CodeEditor(props: CodeEditorProps): ReactElement {
  const { client, fileId, language, isReadOnly, theme, place, path, faults } = props;
  const [shown, setShown] = useState<editor.IStandaloneCodeEditor>();
  const [options] = useState(editorOptions);
  const [initialTheme] = useState(() => defineTheme(theme));
  const doc = useSessionPart(client, (snapshot) => snapshot.doc);
  const isLive = useSessionPart(client, canHoldEdits);
  /** Coming back to a file must not go back to a place that was shown before. */
  const revealed = useRef<typeof place>(undefined);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (shown) monaco.editor.setTheme(defineTheme(theme));
  }, [shown, theme]);

  useEffect(() => shown?.updateOptions({ readOnly: isReadOnly || !isLive }), [shown, isReadOnly, isLive]);

  useEffect(() => shown && markFaults(shown, { path, faults }), [shown, path, faults]);

  useEffect(() => {
    if (!shown) return undefined;
    const close = openFile({ editor: shown, client, doc, fileId, language: latest.current.language });
    if (close) latest.current.onReady?.();
    return close;
  }, [shown, client, doc, fileId]);

  useEffect(() => {
    if (!shown || !place || revealed.current === place) return;
    revealed.current = place;
    const position = { lineNumber: place.line, column: place.column ?? 1 };
    shown.setPosition(position);
    shown.revealPositionInCenterIfOutsideViewport(position);
    shown.focus();
  }, [shown, place]);

  useEffect(() => {
    const model = shown?.getModel();
    if (model) monaco.editor.setModelLanguage(model, language);
  }, [shown, language]);

  // The typeface may come after the first characters were measured.
  useEffect(() => void document.fonts.ready.then(() => monaco.editor.remeasureFonts()), []);

  useEffect(
    () =>
      shown &&
      addRunKeys(shown, { onRun: () => latest.current.onRun(), onStop: () => latest.current.onStop() }),
    [shown],
  );

  return (
    <Editor
      defaultPath="inmemory://pairlink/none"
      loading=""
      options={options}
      theme={initialTheme}
      saveViewState={false}
      onMount={(created) => {
        dropInitialModel(created);
        setShown(created);
      }}
    />
  );
}

/** Edits would stay in this tab, or nowhere. Offline is no reason: those are sent later. */
const canHoldEdits = ({ isLoaded, connection }: SessionSnapshot): boolean =>
  isLoaded && !['gone', 'refused', 'epoch-changed'].includes(connection.kind);

function dropInitialModel(created: editor.IStandaloneCodeEditor): void {
  const model = created.getModel();
  created.setModel(null);
  model?.dispose();
}
