import type { Answer, LanguageId, Participant, RunChunk, RunRecord, RunResult } from '@pairlink/protocol';
import { accept, refuse, unreachable, withoutReplaced } from '@pairlink/protocol';
import { randomUUID } from 'node:crypto';

interface LiveRun {
  record: RunRecord;
  keptBytes: number;
  sharedBytes: number;
  isShareCut: boolean;
  /** Of the last output that its browser numbered. */
  lastN: number;
}

/** Something that a run printed. */
export interface RunOutput {
  readonly runId: string;
  readonly chunks: readonly RunChunk[];
  /** Counts the outputs of the run from 1: one that comes again after a reconnect is not shown again. */
  readonly n?: number;
}

/** Of the output of one run. */
export interface RunBounds {
  /** For those who come later. */
  readonly keptBytes: number;
  /** For those who are there. */
  readonly sharedBytes: number;
}

/** Runs that late joiners see. */
export const RUNS_KEPT = 20;
/** Of their output, the newest first: joining must not take long where much was printed. */
const LISTED_BYTES = 1024 * 1024;

const CUT: RunChunk = { kind: 'notice', text: 'Output was cut here: too much to keep.\n' };

/** Runs of a session: each of one participant's browser, shown to all. Only its runner may add to a run. */
export class RunBoard {
  readonly #runs = new Map<string, LiveRun>();
  readonly #bounds: RunBounds;

  constructor(bounds: RunBounds, past: readonly RunRecord[]) {
    this.#bounds = bounds;
    for (const record of past) this.#runs.set(record.runId, liveRun(record));
  }

  /** For those who join, oldest first: all runs, the older ones without their output where it is too much. */
  list(): readonly RunRecord[] {
    let leftBytes = LISTED_BYTES;
    return [...this.#runs.values()]
      .toReversed()
      .map(({ record, keptBytes }, age): RunRecord => {
        leftBytes -= keptBytes;
        return leftBytes < 0 && age > 0 ? { ...record, chunks: [], isCut: true } : record;
      })
      .toReversed();
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
    this.mirror(record);
    return record;
  }

  /** A run as another instance has it, in place of what is known of it here. */
  mirror(record: RunRecord): void {
    this.#runs.set(record.runId, liveRun(record));
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > RUNS_KEPT && oldest !== undefined) this.#runs.delete(oldest);
  }

  /** Keeps what fits and answers what may be shown: a run that prints for ever ends in silence, marked as cut. */
  output({ runId, chunks, n }: RunOutput, participantId: string): Answer<readonly RunChunk[]> {
    const own = this.#ownRun(runId, participantId);
    if (!own.ok) return own;
    const run = own.value;
    if (n !== undefined) {
      if (n <= run.lastN) return accept([]);
      run.lastN = n;
    }
    if (chunks.length === 0) return accept([]);
    this.#forget(run, chunks);
    run.record = withoutPrompt(run.record);
    const shared: RunChunk[] = [];
    for (const chunk of chunks) {
      const sizeBytes = sizeOf([chunk]);
      if (run.sharedBytes + sizeBytes > this.#bounds.sharedBytes) {
        if (!run.isShareCut) shared.push(CUT);
        run.isShareCut = true;
        break;
      }
      run.sharedBytes += sizeBytes;
      shared.push(chunk);
    }
    this.#keep(run, shared);
    return accept(shared);
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
    return [...this.#runs.values()].flatMap(({ record }) =>
      record.participantId === participantId && !record.result ? [record] : [],
    );
  }

  /** A drawing that grows is kept and counted once, not at every stage. */
  #forget(run: LiveRun, added: readonly RunChunk[]): void {
    const left = withoutReplaced(run.record.chunks, added);
    if (left === run.record.chunks) return;
    const leftBytes = sizeOf(left);
    run.sharedBytes -= run.keptBytes - leftBytes;
    run.keptBytes = leftBytes;
    run.record = { ...run.record, chunks: left };
  }

  #keep(run: LiveRun, chunks: readonly RunChunk[]): void {
    const kept: RunChunk[] = [];
    for (const chunk of chunks) {
      const sizeBytes = sizeOf([chunk]);
      if (chunk !== CUT && run.keptBytes + sizeBytes <= this.#bounds.keptBytes) {
        run.keptBytes += sizeBytes;
        kept.push(chunk);
        continue;
      }
      if (!run.record.isCut) kept.push(CUT);
      run.record = { ...run.record, isCut: true };
      break;
    }
    run.record = { ...run.record, chunks: [...run.record.chunks, ...kept] };
  }

  #ownRun(runId: string, participantId: string): Answer<LiveRun> {
    const run = this.#runs.get(runId);
    if (!run || run.record.result) return refuse('not-allowed', 'That run has ended.');
    if (run.record.participantId !== participantId)
      return refuse('not-allowed', 'That is the run of somebody else.');
    return accept(run);
  }
}

function liveRun(record: RunRecord): LiveRun {
  const keptBytes = sizeOf(record.chunks);
  return { record, keptBytes, sharedBytes: keptBytes, isShareCut: record.isCut, lastN: 0 };
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
