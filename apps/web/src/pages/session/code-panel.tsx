import type { TreeNode } from '@pairlink/collab';
import type { ReactElement } from 'react';
import { Suspense, useRef } from 'react';
import { fileLanguage } from '../../files/file-language.ts';
import { OpenFiles } from '../../files/open-files.tsx';
import type { SourceFault } from '../../run/source-faults.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { EditorSkeleton } from './editor-skeleton.tsx';
import { LazyEditor } from './load-editor.ts';
import type { OpenFilesState } from './use-open-files.ts';
import './code-panel.css';

interface CodePanelProps {
  readonly client: SessionClient;
  readonly files: OpenFilesState;
  readonly isLoaded: boolean;
  readonly isReadOnly: boolean;
  /** A place to show in the open file. */
  readonly place: { readonly fileId: string; readonly line: number; readonly column?: number } | undefined;
  /** What the last run found in the files. */
  readonly faults: readonly SourceFault[];
  readonly onRun: () => void;
  readonly onStop: () => void;
}

/** The open files and the code of one of them. */
export function CodePanel({
  client,
  files,
  isLoaded,
  isReadOnly,
  place,
  faults,
  onRun,
  onStop,
}: CodePanelProps): ReactElement {
  const { openFiles, openId, open, close, reorder } = files;
  const theme = useTheme();
  const panel = useRef<HTMLElement>(null);
  const shown: TreeNode | undefined = openFiles.find(({ fileId }) => fileId === openId);
  return (
    <section ref={panel} id="code" className="code-panel" aria-label="Code">
      <OpenFiles files={openFiles} openId={openId} onOpen={open} onClose={close} onReorder={reorder} />
      <div className="code-panel-editor">
        {isLoaded && shown ? (
          <Suspense fallback={<EditorSkeleton />}>
            <LazyEditor
              client={client}
              fileId={shown.fileId}
              language={fileLanguage(shown.path)}
              isReadOnly={isReadOnly}
              place={place?.fileId === shown.fileId ? place : undefined}
              theme={theme}
              path={shown.path}
              faults={faults}
              onRun={onRun}
              onStop={onStop}
              onReady={() => focusCode(panel.current)}
            />
          </Suspense>
        ) : isLoaded ? (
          <p className="code-panel-empty">
            {isReadOnly ? 'There is no file in this session.' : 'No file. Make one in the list of files.'}
          </p>
        ) : (
          <EditorSkeleton />
        )}
      </div>
    </section>
  );
}

/**
 * Whoever opens a session types at once. Not on a touch screen, where the keyboard would cover half of it, and not
 * when somebody has gone elsewhere on the page meanwhile.
 */
function focusCode(panel: HTMLElement | null): void {
  if (document.activeElement !== document.body || matchMedia('(pointer: coarse)').matches) return;
  panel?.querySelector<HTMLElement>('[role="textbox"]')?.focus();
}
