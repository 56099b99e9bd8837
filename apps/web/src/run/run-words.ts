import type { RunRecord, RunResult } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import { formatDuration } from '../ui/format.ts';

/** The line under a run's output: `Finished in 42 ms`. */
export function resultWords(result: RunResult, startedBy: string): string {
  const took = formatDuration(result.durationMs);
  switch (result.kind) {
    case 'finished':
      return `Finished in ${took}`;
    case 'failed':
      return `Failed after ${took}, exit code ${result.exitCode}`;
    case 'stopped':
      return `Stopped after ${took}`;
    case 'lost':
      return `Lost after ${took}: ${startedBy} left before the program ended`;
    default:
      return unreachable(result);
  }
}

/** The name a run is shown under: the participant's name now, else the one they had. */
export function runnerName(
  run: RunRecord,
  {
    participants,
    selfId,
  }: { participants: readonly { participantId: string; name: string }[]; selfId: string | undefined },
): string {
  const name =
    participants.find(({ participantId }) => participantId === run.participantId)?.name ??
    run.participantName;
  return run.participantId === selfId ? `${name} (you)` : name;
}

/** The run to show: the one that started last, whether everyone sees it or only this tab. */
export function latestRun(runs: readonly RunRecord[], alone: RunRecord | undefined): RunRecord | undefined {
  const shared = runs.at(-1);
  return alone && (!shared || alone.startedAt >= shared.startedAt) ? alone : shared;
}
