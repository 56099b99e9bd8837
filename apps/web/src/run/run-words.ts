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
      return `Lost after ${took}: ${startedBy} left, or their browser had no memory left for the program`;
    default:
      return unreachable(result);
  }
}

/** How a run stands, where there is little room: `finished, exit code 0, 42 ms`. */
export function briefResult(run: RunRecord): string {
  const { result } = run;
  if (!result) return stateOf(run).word;
  const exitCode = 'exitCode' in result ? `, exit code ${result.exitCode}` : '';
  return `${result.kind}${exitCode}, ${formatDuration(result.durationMs)}`;
}

/** Who is here, and who of them looks. */
export interface People {
  readonly participants: readonly { readonly participantId: string; readonly name: string }[];
  readonly selfId: string | undefined;
}

/** The name a run is shown under: the participant's name now, else the one they had. */
export function runnerName(run: RunRecord, { participants, selfId }: People): string {
  const name =
    participants.find(({ participantId }) => participantId === run.participantId)?.name ??
    run.participantName;
  return run.participantId === selfId ? `${name} (you)` : name;
}

/** What a run is doing, in a word, with a sign that needs no colour. */
export function stateOf(run: Pick<RunRecord, 'result' | 'inputPrompt'>): { sign: string; word: string } {
  const { result, inputPrompt } = run;
  if (!result)
    return inputPrompt === undefined
      ? { sign: '▸', word: 'running' }
      : { sign: '?', word: 'waiting for input' };
  switch (result.kind) {
    case 'finished':
      return { sign: '✓', word: 'finished' };
    case 'failed':
      return { sign: '✗', word: 'failed' };
    case 'stopped':
      return { sign: '■', word: 'stopped' };
    case 'lost':
      return { sign: '–', word: 'lost' };
    default:
      return unreachable(result);
  }
}
