import type { Answer, LanguageId, Participant, RunChunk, RunRecord, RunResult } from '@pairlink/protocol';
import { accept, refuse, unreachable, withoutReplaced } from '@pairlink/protocol';
import { randomUUID } from 'node:crypto';

interface LiveRun {
  record: RunRecord;
  keptBytes: number;
}

/** Runs that late joiners see. */
export const RUNS_KEPT = 10;

/** Runs of a session: each of one participant's browser, shown to all. Only its runner may add to a run. */
export class RunBoard {
  readonly #runs = new Map<string, LiveRun>();
  readonly #maxBytes: number;

  constructor(maxBytes: number, past: readonly RunRecord[]) {
    this.#maxBytes = maxBytes;
    for (const record of past) this.#runs.set(record.runId, { record, keptBytes: sizeOf(record.chunks) });
  }

  list(): readonly RunRecord[] {
    return [...this.#runs.values()].map(({ record }) => record);
  }

  start(runner: Participant, run: { language: LanguageId; entry: string; now: number }): RunRecord {
    const record: RunRecord = {
      runId: randomUUID(),
      participantId: runner.participantId,
      participantName: runner.name,
      language: run.language,
      entry: run.entry,
      startedAt: run.now,
      chunks: [],
      isCut: false,
    };
    this.#runs.set(record.runId, { record, keptBytes: 0 });
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > RUNS_KEPT && oldest !== undefined) this.#runs.delete(oldest);
    return record;
  }

  /** Keeps what fits and answers what may be shown: a run that prints for ever ends in silence, marked as cut. */
  output(runId: string, participantId: string, chunks: readonly RunChunk[]): Answer<readonly RunChunk[]> {
    const run = this.#ownRun(runId, participantId);
    if (!run.ok) return run;
    const kept: RunChunk[] = [];
    this.#forget(run.value, chunks);
    for (const chunk of chunks) {
      const sizeBytes = sizeOf([chunk]);
      if (run.value.keptBytes + sizeBytes > this.#maxBytes) {
        if (!run.value.record.isCut)
          kept.push({ kind: 'notice', text: 'Output was cut here: too much to keep.\n' });
        run.value.record = { ...run.value.record, isCut: true };
        break;
      }
      run.value.keptBytes += sizeBytes;
      kept.push(chunk);
    }
    const { record } = run.value;
    run.value.record = { ...withoutPrompt(record), chunks: [...record.chunks, ...kept] };
    return accept(kept);
  }

  askInput(runId: string, participantId: string, prompt: string): Answer {
    const run = this.#ownRun(runId, participantId);
    if (!run.ok) return run;
    run.value.record = { ...run.value.record, inputPrompt: prompt };
    return accept(null);
  }

  /** Anybody who may write may answer a program that waits. */
  answerInput(runId: string): Answer {
    const run = this.#runs.get(runId);
    if (!run || run.record.result) return refuse('not-allowed', 'That run has ended.');
    if (run.record.inputPrompt === undefined)
      return refuse('not-allowed', 'That run does not wait for input.');
    run.record = withoutPrompt(run.record);
    return accept(null);
  }

  end(runId: string, participantId: string, result: RunResult): Answer<RunRecord> {
    const run = this.#ownRun(runId, participantId);
    if (!run.ok) return run;
    run.value.record = { ...withoutPrompt(run.value.record), result };
    return accept(run.value.record);
  }

  find(runId: string): RunRecord | undefined {
    return this.#runs.get(runId)?.record;
  }

  /** Runs that a participant who left can no longer end. */
  openRunsOf(participantId: string): readonly RunRecord[] {
    return this.list().filter((run) => run.participantId === participantId && !run.result);
  }

  /** A drawing that grows is kept once, not at every stage. */
  #forget(run: LiveRun, added: readonly RunChunk[]): void {
    const left = withoutReplaced(run.record.chunks, added);
    if (left === run.record.chunks) return;
    run.record = { ...run.record, chunks: left };
    run.keptBytes = sizeOf(left);
  }

  #ownRun(runId: string, participantId: string): Answer<LiveRun> {
    const run = this.#runs.get(runId);
    if (!run || run.record.result) return refuse('not-allowed', 'That run has ended.');
    if (run.record.participantId !== participantId)
      return refuse('not-allowed', 'That is the run of somebody else.');
    return accept(run);
  }
}

function withoutPrompt(record: RunRecord): RunRecord {
  if (record.inputPrompt === undefined) return record;
  const { inputPrompt: _, ...rest } = record;
  return rest;
}

const sizeOf = (chunks: readonly RunChunk[]): number =>
  chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunkText(chunk)), 0);

function chunkText(chunk: RunChunk): string {
  switch (chunk.kind) {
    case 'image':
      return chunk.base64;
    case 'table':
      return JSON.stringify([chunk.columns, chunk.rows]);
    case 'tests':
      return JSON.stringify(chunk.results);
    case 'stdout':
    case 'stderr':
    case 'input':
    case 'notice':
      return chunk.text;
    default:
      return unreachable(chunk);
  }
}
