import type { RunRecord } from '@pairlink/protocol';
import { LANGUAGES } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatClock } from '../ui/format.ts';
import type { People } from './run-words.ts';
import { briefResult, runnerName, stateOf } from './run-words.ts';
import './runs-dialog.css';

interface RunsDialogProps {
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  readonly shown: RunRecord | undefined;
  readonly people: People;
  readonly onShow: (runId: string) => void;
  readonly onCompare: (runId: string) => void;
  readonly onClose: () => void;
}

/** The runs of the session, the newest first: who ran what, when, and how it ended. */
export function RunsDialog(props: RunsDialogProps): ReactElement {
  const { runs, shown, people, onShow, onCompare, onClose } = props;
  return (
    <Dialog title="Runs of this session" onClose={onClose}>
      <ul aria-label="Runs, the newest first">
        {runs.toReversed().map((run) => {
          const isShown = run.runId === shown?.runId;
          const at = formatClock(run.startedAt);
          return (
            <li key={run.runId} className={`runs-dialog-item ${isShown ? 'runs-dialog-shown' : ''}`}>
              <div className="runs-dialog-words">
                <p>
                  <strong>{run.entry}</strong>, {LANGUAGES[run.language].title}
                </p>
                <p className={`runs-dialog-${run.result?.kind ?? 'running'}`}>
                  <span aria-hidden="true">{stateOf(run).sign} </span>
                  {briefResult(run)}
                </p>
                <p className="runs-dialog-detail">
                  {at} by {runnerName(run, people)}
                </p>
              </div>
              {isShown ? (
                <p>shown</p>
              ) : (
                <div className="runs-dialog-actions">
                  <Button
                    kind="quiet"
                    aria-label={`Show ${run.entry} at ${at}`}
                    onClick={() => onShow(run.runId)}
                  >
                    Show
                  </Button>
                  <Button
                    kind="quiet"
                    aria-label={`Compare with ${run.entry} at ${at}`}
                    onClick={() => onCompare(run.runId)}
                  >
                    Compare
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
