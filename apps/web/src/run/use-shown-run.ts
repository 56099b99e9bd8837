import type { RunRecord } from '@pairlink/protocol';
import { useCallback, useMemo, useState } from 'react';
import { listRuns, shownRun } from './shown-run.ts';

export interface ShownRun {
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  readonly shown: RunRecord | undefined;
  readonly show: (runId: string) => void;
  /** Shows the newest from now on. */
  readonly follow: () => void;
}

/** The runs to choose from and the one shown: the newest, also when one more starts, unless somebody chose another. */
export function useShownRun(shared: readonly RunRecord[], alone: RunRecord | undefined): ShownRun {
  const [chosenId, setChosen] = useState<string>();
  const runs = useMemo(() => listRuns(shared, alone), [shared, alone]);
  const newestId = runs.at(-1)?.runId;
  // Whoever goes back to the newest wants to see the next one, too.
  const show = useCallback((runId: string) => setChosen(runId === newestId ? undefined : runId), [newestId]);
  return { runs, shown: shownRun(runs, chosenId), show, follow: () => setChosen(undefined) };
}
