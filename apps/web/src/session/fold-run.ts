import type { RunChunk, RunRecord, RunResult, ServerToClientEvents } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';

type Payload<E extends keyof ServerToClientEvents> = Parameters<ServerToClientEvents[E]>[0];

export type RunEvent =
  | { readonly kind: 'started'; readonly run: RunRecord }
  | ({ readonly kind: 'output' } & Omit<Payload<'run-output'>, 'participantId'>)
  | { readonly kind: 'ended'; readonly runId: string; readonly result: RunResult }
  | { readonly kind: 'input-wanted'; readonly runId: string; readonly prompt: string }
  | { readonly kind: 'input-given'; readonly runId: string };

/** Texts of one kind that follow each other are joined up to this many UTF-16 units, so that lists stay short. */
const JOINED_LENGTH = 4096;

/** The runs after an event. Events of unknown runs change nothing; a run already known does not start again. */
export function foldRun(runs: readonly RunRecord[], event: RunEvent): readonly RunRecord[] {
  switch (event.kind) {
    case 'started':
      return runs.some(({ runId }) => runId === event.run.runId) ? runs : [...runs, event.run];
    case 'output':
      return replace(runs, event.runId, (run) => ({
        // A program that prints waits for nothing: its input has ended, or somebody answered.
        ...withoutPrompt(run),
        chunks: joinChunks(run.chunks, event.chunks),
      }));
    case 'ended':
      return replace(runs, event.runId, (run) => ({ ...withoutPrompt(run), result: event.result }));
    case 'input-wanted':
      return replace(runs, event.runId, (run) => ({ ...run, inputPrompt: event.prompt }));
    case 'input-given':
      return replace(runs, event.runId, withoutPrompt);
    default:
      return unreachable(event);
  }
}

/** What is shown after `added`; a later stage of a drawing stands where the one before it stood. */
export function joinChunks(before: readonly RunChunk[], added: readonly RunChunk[]): readonly RunChunk[] {
  const chunks = [...before];
  for (const chunk of added) {
    const replaced = chunk.kind === 'image' ? chunks.findIndex((other) => isSameSlot(other, chunk)) : -1;
    if (replaced !== -1) {
      chunks[replaced] = chunk;
      continue;
    }
    const last = chunks.at(-1);
    const isContinued =
      last &&
      'text' in last &&
      'text' in chunk &&
      last.kind === chunk.kind &&
      last.text.length < JOINED_LENGTH;
    if (isContinued) chunks[chunks.length - 1] = { kind: last.kind, text: last.text + chunk.text };
    else chunks.push(chunk);
  }
  return chunks;
}

/** Whether two chunks are stages of one drawing. */
export const isSameSlot = (one: RunChunk | undefined, other: RunChunk | undefined): boolean =>
  one?.kind === 'image' && other?.kind === 'image' && one.slot !== undefined && one.slot === other.slot;

function replace(
  runs: readonly RunRecord[],
  runId: string,
  change: (run: RunRecord) => RunRecord,
): readonly RunRecord[] {
  // The running one is the newest, or nearly.
  const index = runs.findLastIndex((run) => run.runId === runId);
  const run = runs[index];
  return run ? runs.with(index, change(run)) : runs;
}

function withoutPrompt(run: RunRecord): RunRecord {
  const { inputPrompt: _answered, ...rest } = run;
  return rest;
}
