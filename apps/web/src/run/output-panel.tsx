import type { Participant, RunRecord } from '@pairlink/protocol';
import type { KeyboardEvent, ReactElement } from 'react';
import { memo, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../ui/button.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { LoadingLanguage } from './loading-language.tsx';
import type { HiddenOutput } from './output-toolbar.tsx';
import { OutputToolbar } from './output-toolbar.tsx';
import { PictureOwnerContext } from './picture-owner.ts';
import { PreviewPane } from './preview-pane.tsx';
import type { OwnProgram, RunActivity, RunController } from './run-controller.ts';
import { RunInput } from './run-input.tsx';
import { RunOutput } from './run-output.tsx';
import { RunTabs } from './run-tabs.tsx';
import { RunsDialog } from './runs-dialog.tsx';
import { SearchBar } from './search-bar.tsx';
import { useOutputLog } from './use-run.ts';
import './output-panel.css';

interface OutputPanelProps {
  /** Every run there is to see, oldest first. */
  readonly runs: readonly RunRecord[];
  readonly shown: RunRecord | undefined;
  /** True when only this tab sees the one shown. */
  readonly isAlone: boolean;
  readonly activity: RunActivity;
  /** This tab's program, while it runs. */
  readonly own: OwnProgram | undefined;
  readonly hasPreview: boolean;
  readonly reloads: boolean;
  readonly onReloads: (reloads: boolean) => void;
  readonly onReload: () => void;
  readonly participants: readonly Participant[];
  readonly selfId: string | undefined;
  readonly canEdit: boolean;
  readonly controller: Pick<RunController, 'sendInput' | 'endInput' | 'placePreview' | 'sendPictureEvent'>;
  readonly sharedRuns: HiddenOutput;
  readonly onShow: (runId: string) => void;
}

type View = { readonly kind: 'runs' } | { readonly kind: 'compare'; readonly otherId: string } | undefined;

/** Renders for its own sake only: the page around it renders at every burst of typing. */
export const OutputPanel = memo(function OutputPanel(props: OutputPanelProps): ReactElement {
  const { runs, shown, isAlone, activity, own, participants, selfId, canEdit, controller, onShow } = props;
  const log = useOutputLog(shown?.runId);
  useEffect(() => log.show(shown), [log, shown]);
  const output = useSyncExternalStore(log.subscribe, log.getSnapshot);
  const people = useMemo(() => ({ participants, selfId }), [participants, selfId]);
  const scroller = useRef<HTMLDivElement>(null);
  const [isSearching, setSearching] = useState(false);
  const [view, setView] = useState<View>();
  const other = view?.kind === 'compare' ? runs.find(({ runId }) => runId === view.otherId) : undefined;

  function onKey(key: KeyboardEvent): void {
    if (key.key.toLowerCase() !== 'f' || !(key.ctrlKey || key.metaKey) || !shown) return;
    key.preventDefault();
    setSearching(true);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+F means the part that has the focus
    <section id="output" className="output-panel" aria-label="Output panel" onKeyDown={onKey}>
      <header className="output-panel-head">
        <h2>Output</h2>
        {runs.length > 0 && (
          <>
            <RunTabs runs={runs} shownId={shown?.runId} people={people} onShow={onShow} />
            <Button
              kind="quiet"
              className="output-panel-runs"
              aria-haspopup="dialog"
              onClick={() => setView({ kind: 'runs' })}
            >
              All runs
            </Button>
          </>
        )}
      </header>
      {props.hasPreview && (
        <PreviewPane
          isShown={own?.request.language === 'html'}
          reloads={props.reloads}
          onReloads={props.onReloads}
          onReload={props.onReload}
          place={controller.placePreview}
        />
      )}
      {shown && (
        <OutputToolbar
          run={shown}
          log={log}
          sharedRuns={props.sharedRuns}
          onFind={() => setSearching(true)}
        />
      )}
      {shown && isSearching && (
        <SearchBar
          key={`search-${shown.runId}`}
          scroller={scroller}
          blocks={output.blocks}
          onClose={() => {
            setSearching(false);
            scroller.current?.focus();
          }}
        />
      )}
      <PictureOwnerContext
        value={own !== undefined && own.runId === shown?.runId ? controller.sendPictureEvent : undefined}
      >
        <RunOutput
          key={`output-${shown?.runId}`}
          run={shown}
          output={output}
          isAlone={isAlone}
          isLoading={activity.kind === 'loading'}
          people={people}
          scroller={scroller}
        />
      </PictureOwnerContext>
      {activity.kind === 'loading' && <LoadingLanguage activity={activity} />}
      {shown && !shown.result && (canEdit || isAlone) && (
        <RunInput
          key={`input-${shown.runId}`}
          run={shown}
          isMine={shown.participantId === selfId}
          own={own?.runId === shown.runId ? own : undefined}
          controller={controller}
        />
      )}
      {!globalThis.crossOriginIsolated && (
        <p className="output-panel-note">
          This browser, or the page around this one, gives programs no shared memory: Stop ends a program at
          once, and JavaScript’s prompt answers nothing. Everything else works.
        </p>
      )}
      {view?.kind === 'runs' && (
        <RunsDialog
          runs={runs}
          shown={shown}
          people={people}
          onShow={(runId) => {
            onShow(runId);
            setView(undefined);
          }}
          onCompare={(otherId) => setView({ kind: 'compare', otherId })}
          onClose={() => setView(undefined)}
        />
      )}
      {shown && other && (
        <CompareDialog
          runs={other.startedAt <= shown.startedAt ? [other, shown] : [shown, other]}
          people={people}
          onClose={() => setView(undefined)}
        />
      )}
    </section>
  );
});
