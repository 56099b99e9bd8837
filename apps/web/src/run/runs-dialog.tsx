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
      <div className="runs-dialog-scroll">
        <table className="runs-dialog-table">
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">File</th>
              <th scope="col">Language</th>
              <th scope="col">Run by</th>
              <th scope="col">Result</th>
              <th scope="col">
                <span className="reset-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.toReversed().map((run) => {
              const isShown = run.runId === shown?.runId;
              const at = formatClock(run.startedAt);
              return (
                <tr key={run.runId} className={isShown ? 'runs-dialog-shown' : undefined}>
                  <td>{at}</td>
                  <th scope="row">{run.entry}</th>
                  <td>{LANGUAGES[run.language].title}</td>
                  <td>{runnerName(run, people)}</td>
                  <td className={`runs-dialog-${run.result?.kind ?? 'running'}`}>
                    <span aria-hidden="true">{stateOf(run).sign} </span>
                    {briefResult(run)}
                  </td>
                  <td>
                    <div className="runs-dialog-actions">
                      {isShown ? (
                        <span>shown</span>
                      ) : (
                        <>
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
                        </>
                      )}
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
