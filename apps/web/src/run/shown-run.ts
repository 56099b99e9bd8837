import type { RunRecord } from '@pairlink/protocol';

/** The runs to choose from, oldest first: those of the session, and the one that only this tab knows. */
export function listRuns(runs: readonly RunRecord[], alone: RunRecord | undefined): readonly RunRecord[] {
  if (!alone) return runs;
  const later = runs.findIndex(({ startedAt }) => startedAt > alone.startedAt);
  return later === -1 ? [...runs, alone] : runs.toSpliced(later, 0, alone);
}

/** The run that somebody chose while it is there, else the newest. */
export const shownRun = (runs: readonly RunRecord[], chosenId: string | undefined): RunRecord | undefined =>
  runs.find(({ runId }) => runId === chosenId) ?? runs.at(-1);
