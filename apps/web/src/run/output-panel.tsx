import type { Participant, RunRecord } from '@pairlink/protocol';
import { LANGUAGES } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { memo, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { toasts } from '../ui/toast-store.ts';
import { LoadingLanguage } from './loading-language.tsx';
import { OutputRows } from './output-rows.tsx';
import { ProgramInput } from './program-input.tsx';
import type { RunActivity } from './run-controller.ts';
import { resultWords, runnerName } from './run-words.ts';
import { useOutputLog } from './use-run.ts';
import './output-panel.css';

interface OutputPanelProps {
  /** The run to show, whoever runs it. */
  readonly run: RunRecord | undefined;
  /** True when only this tab sees it. */
  readonly isAlone: boolean;
  readonly activity: RunActivity;
  readonly participants: readonly Participant[];
  readonly selfId: string | undefined;
  readonly canAnswer: boolean;
  readonly onInput: (runId: string, line: string) => void;
}

/** Distance from the end, in pixels, within which new output keeps the end in view. */
const STICKY_PX = 48;

/** Renders for its own sake only: the page around it renders at every burst of typing. */
export const OutputPanel = memo(function OutputPanel(props: OutputPanelProps): ReactElement {
  const { run, isAlone, activity, participants, selfId, canAnswer, onInput } = props;
  const log = useOutputLog();
  useEffect(() => log.show(run), [log, run]);
  const { blocks, isCut } = useSyncExternalStore(log.subscribe, log.getSnapshot);
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);

  useLayoutEffect(() => {
    if (isAtEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  });

  async function copy(): Promise<void> {
    toasts.show((await copyText(log.toText())) ? 'Output copied' : 'This browser does not let pages copy');
  }

  return (
    <section id="output" className="output-panel" aria-label="Output panel">
      <header className="output-panel-head">
        <h2 className="output-panel-title">Output</h2>
        {blocks.length > 0 && (
          <div className="output-panel-actions">
            <Button kind="quiet" aria-label="Copy output" onClick={() => void copy()}>
              Copy
            </Button>
            <Button kind="quiet" aria-label="Clear output" onClick={() => log.clear()}>
              Clear
            </Button>
          </div>
        )}
      </header>
      <div
        ref={scroller}
        className="output-panel-scroll"
        role="log"
        aria-label="Output"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < STICKY_PX;
        }}
      >
        {run && (
          <p className="output-panel-run">
            {run.entry}, {LANGUAGES[run.language].title}, run by{' '}
            <strong>{runnerName(run, { participants, selfId })}</strong>
            {isAlone ? ', seen only by you' : ''}
          </p>
        )}
        {isCut && <p className="output-panel-notice">Some output was cut: it was more than is kept.</p>}
        {run || activity.kind === 'loading' ? null : (
          <p className="output-panel-empty">
            Nothing has run yet. Run executes the code in your own browser; everyone here sees what it prints.
          </p>
        )}
        <OutputRows blocks={blocks} />
        {run?.result && (
          <p className={`output-panel-result output-panel-${run.result.kind}`}>
            {resultWords(run.result, run.participantName)}
          </p>
        )}
        {run && !run.result && activity.kind !== 'loading' && run.inputPrompt === undefined && (
          <p className="output-panel-notice">Running…</p>
        )}
      </div>
      {activity.kind === 'loading' && <LoadingLanguage activity={activity} />}
      {run && !run.result && run.inputPrompt !== undefined && canAnswer && (
        <ProgramInput
          key={run.runId}
          isMine={run.participantId === selfId}
          onSend={(line) => onInput(run.runId, line)}
        />
      )}
    </section>
  );
});
