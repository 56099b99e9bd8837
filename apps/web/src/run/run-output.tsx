import type { RunRecord } from '@pairlink/protocol';
import { LANGUAGES } from '@pairlink/protocol';
import type { ReactElement, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import type { OutputSnapshot } from './output-log.ts';
import { OutputRows } from './output-rows.tsx';
import type { People } from './run-words.ts';
import { resultWords, runnerName } from './run-words.ts';
import './run-output.css';

interface RunOutputProps {
  readonly run: RunRecord | undefined;
  readonly output: OutputSnapshot;
  /** True when only this tab sees it. */
  readonly isAlone: boolean;
  readonly isLoading: boolean;
  readonly people: People;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Distance from the end, in pixels, within which new output keeps the end in view. */
const STICKY_PX = 48;

/** What a run shows, followed to its end unless somebody scrolled away from it. */
export function RunOutput(props: RunOutputProps): ReactElement {
  const { run, output, isAlone, isLoading, people, scroller } = props;
  const [awayAt, setAwayAt] = useState<OutputSnapshot>();
  const isAtEnd = useRef(true);
  const content = useRef<HTMLDivElement>(null);

  // Rows come, pictures load, the panel is drawn wider: whatever the reason, the end stays in view.
  useEffect(() => {
    if (!content.current) return undefined;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    });
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [scroller]);

  function follow(): void {
    isAtEnd.current = true;
    setAwayAt(undefined);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    scroller.current?.focus();
  }

  return (
    <div className="run-output" {...(run ? { role: 'tabpanel', id: 'run-output', 'aria-label': 'Run' } : {})}>
      <div
        ref={scroller}
        className="run-output-scroll"
        role="log"
        aria-label="Output"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < STICKY_PX;
          setAwayAt((before) => (isAtEnd.current ? undefined : (before ?? output)));
        }}
      >
        <div ref={content}>
          {run && (
            <p className="run-output-run">
              {run.entry}, {LANGUAGES[run.language].title}, run by <strong>{runnerName(run, people)}</strong>
              {isAlone ? ', seen only by you' : ''}
            </p>
          )}
          {output.isCut && (
            <p className="run-output-notice">Some output was cut: it was more than is kept.</p>
          )}
          {run || isLoading ? null : (
            <p className="run-output-empty">
              Nothing has run yet. Run executes the code in your own browser; everyone here sees what it
              prints.
            </p>
          )}
          <OutputRows blocks={output.blocks} />
          {run?.result && (
            <p className={`run-output-result run-output-${run.result.kind}`}>
              {resultWords(run.result, run.participantName)}
            </p>
          )}
          {run && !run.result && !isLoading && (
            <p className="run-output-notice">{goingOnWords(run, people)}</p>
          )}
        </div>
      </div>
      {awayAt && (
        <Button className="run-output-jump" kind={awayAt === output ? 'plain' : 'signal'} onClick={follow}>
          {awayAt === output ? 'Jump to end ↓' : 'New output ↓'}
        </Button>
      )}
    </div>
  );
}

function goingOnWords(run: RunRecord, people: People): string {
  if (run.language === 'html') {
    return run.participantId === people.selfId
      ? 'The page is on show, until Stop.'
      : `The page is on show in the browser of ${runnerName(run, people)}. Run shows it in yours.`;
  }
  if (run.inputPrompt === undefined) return 'Running…';
  return run.participantId === people.selfId
    ? 'The program waits for a line.'
    : `The program waits for a line, from ${runnerName(run, people)} or anybody who may edit.`;
}
