import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';

/** Runs the tests of the file in the editor. */
export function RunTests({ onRun }: { onRun: () => void }): ReactElement {
  return (
    <Button
      className="run-tests"
      title="Run the tests in this file, in this browser"
      onClick={({ isTrusted }) => {
        // Only a person's own gesture starts code in their browser.
        if (isTrusted) onRun();
      }}
    >
      Run tests
    </Button>
  );
}
