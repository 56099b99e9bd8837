import type { RunRecord } from '@pairlink/protocol';
import type { KeyboardEvent, ReactElement } from 'react';
import { useEffect } from 'react';
import { formatClock } from '../ui/format.ts';
import type { People } from './run-words.ts';
import { runnerName, stateOf } from './run-words.ts';
import './run-tabs.css';

interface RunTabsProps {
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  readonly shownId: string | undefined;
  readonly people: People;
  readonly onShow: (runId: string) => void;
}

/** A tab for each run, whoever ran it, the newest first: that one is in view without scrolling. Arrow keys go along. */
export function RunTabs({ runs: oldestFirst, shownId, people, onShow }: RunTabsProps): ReactElement {
  const runs = oldestFirst.toReversed();

  useEffect(() => {
    if (shownId === undefined) return;
    document.getElementById(tabId(shownId))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shownId]);

  function move(key: KeyboardEvent<HTMLDivElement>): void {
    const at = runs.findIndex(({ runId }) => runId === shownId);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: runs.length - 1 }[key.key];
    const target = next === undefined ? undefined : runs.at(next % runs.length);
    if (!target) return;
    key.preventDefault();
    onShow(target.runId);
    document.getElementById(tabId(target.runId))?.focus();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the tabs in it are focused
    <div className="run-tabs" role="tablist" aria-label="Runs" onKeyDown={move}>
      {runs.map((run) => {
        const { sign, word } = stateOf(run);
        const name = run.entry.split('/').at(-1) ?? run.entry;
        const at = formatClock(run.startedAt).slice(0, 5);
        const isShown = run.runId === shownId;
        return (
          <button
            key={run.runId}
            id={tabId(run.runId)}
            type="button"
            role="tab"
            className="run-tabs-tab"
            aria-selected={isShown}
            aria-controls="run-output"
            title={`${run.entry}, run at ${at} by ${runnerName(run, people)}, ${word}`}
            tabIndex={isShown ? 0 : -1}
            onClick={() => onShow(run.runId)}
          >
            <span className={`run-tabs-sign run-tabs-${run.result?.kind ?? 'running'}`} aria-hidden="true">
              {sign}
            </span>
            <span className="run-tabs-name">{name}</span> <span>{at}</span>
            <span className="reset-hidden">
              {' '}
              by {runnerName(run, people)}, {word}
            </span>
          </button>
        );
      })}
    </div>
  );
}

const tabId = (runId: string): string => `run-tab-${runId}`;
