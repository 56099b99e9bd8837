import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import type { RunActivity } from './run-controller.ts';
import './run-button.css';

interface RunButtonProps {
  readonly activity: RunActivity;
  readonly isReady: boolean;
  readonly onRun: () => void;
  readonly onStop: () => void;
}

/** Run, and in the same place Stop while this tab's program runs. */
export function RunButton({ activity, isReady, onRun, onStop }: RunButtonProps): ReactElement {
  const isRunning = activity.kind !== 'idle';
  return (
    <Button
      kind={isRunning ? 'danger' : 'signal'}
      className="run-button"
      disabled={!isReady}
      title={isRunning ? 'Stop (Ctrl+.)' : 'Run in this browser (Ctrl+Enter)'}
      onClick={({ isTrusted }) => {
        // Only a person's own gesture starts code in their browser.
        if (!isTrusted) return;
        if (isRunning) onStop();
        else onRun();
      }}
    >
      <span className={isRunning ? 'run-button-stop' : 'run-button-run'} aria-hidden="true" />
      {isRunning ? 'Stop' : 'Run'}
    </Button>
  );
}
