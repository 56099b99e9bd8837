import type { RunChunk, RunRecord } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import { joinChunks } from './fold-run.ts';

interface OwnRun {
  sharedBytes: number;
  /** Bytes of each picture that is drawn over its last stage. */
  readonly slots: Map<string, number>;
  isCut: boolean;
  /** What came after the cut. */
  rest: RunChunk[];
}

const CUT: RunChunk = {
  kind: 'notice',
  text: 'Output was cut here: too much to show. Whoever ran it can download all of it.\n',
};
const TAIL: RunChunk = { kind: 'notice', text: 'The end of the output:\n' };
/** UTF-16 units of the end that follow a cut: a traceback stands there. */
const TAIL_LENGTH = 4096;
/** Kept free for the end, in bytes, where there is room for it. */
const TAIL_BYTES = 16 * 1024;
/** Runs of which the rest is held; it may be megabytes. */
const RESTS_HELD = 2;

const utf8 = new TextEncoder();

/**
 * The runs that this tab executes. What they print appears here at once, so the server's echo of it, if any, is
 * left out, and a reconnect does not put back a shorter version.
 */
export class OwnRuns {
  readonly #runs = new Map<string, OwnRun>();

  add(runId: string): void {
    this.#runs.set(runId, { sharedBytes: 0, slots: new Map(), isCut: false, rest: [] });
    for (const run of [...this.#runs.values()].slice(0, -RESTS_HELD)) run.rest = [];
  }

  has(runId: string): boolean {
    return this.#runs.has(runId);
  }

  /** What everyone may see of `chunks`: what fits below `limitBytes`, which the server holds to as well. */
  admit(runId: string, chunks: readonly RunChunk[], limitBytes: number): readonly RunChunk[] {
    const run = this.#runs.get(runId);
    if (!run) return [];
    const headBytes = limitBytes - Math.min(TAIL_BYTES, Math.floor(limitBytes / 4));
    const admitted: RunChunk[] = [];
    for (const chunk of joinChunks([], chunks)) {
      if (fits(run, chunk, headBytes)) {
        admitted.push(chunk);
        continue;
      }
      if (!run.isCut) admitted.push(CUT);
      run.isCut = true;
      run.rest.push(chunk);
    }
    return admitted;
  }

  /** How a run ended that printed more than was shown; nothing for others. */
  tail(runId: string): readonly RunChunk[] {
    const rest = this.rest(runId);
    const last = rest.at(-1);
    if (!last) return [];
    const texts: RunChunk[] = [];
    let left = TAIL_LENGTH;
    for (const chunk of rest.toReversed()) {
      if (left <= 0 || !('text' in chunk)) break;
      texts.unshift({ kind: chunk.kind, text: lastLines(chunk.text, left) });
      left -= chunk.text.length;
    }
    return texts.length > 0 ? [TAIL, ...texts] : [];
  }

  /** What a run of this tab printed after the cut, as far as it is still held. */
  rest(runId: string): readonly RunChunk[] {
    return this.#runs.get(runId)?.rest ?? [];
  }

  /** The server's list after joining, with this tab's own runs, and those that have ended, as this tab has them. */
  keepIn(theirs: readonly RunRecord[], ours: readonly RunRecord[]): readonly RunRecord[] {
    const known = new Map(ours.map((run) => [run.runId, run]));
    const isBetter = (run: RunRecord): boolean => this.has(run.runId) || run.result !== undefined;
    const kept = theirs.map((run) => {
      const mine = known.get(run.runId);
      return mine && isBetter(mine) ? mine : run;
    });
    const isKept = new Set(theirs.map(({ runId }) => runId));
    const stillRunning = ours.filter(({ runId, result }) => this.has(runId) && !result && !isKept.has(runId));
    return [...kept, ...stillRunning];
  }
}

/** A drawing that grows counts once, at its last stage. */
function fits(run: OwnRun, chunk: RunChunk, headBytes: number): boolean {
  const slot = chunk.kind === 'image' ? chunk.slot : undefined;
  const addedBytes = sizeOf(chunk) - (slot === undefined ? 0 : (run.slots.get(slot) ?? 0));
  const isText = 'text' in chunk;
  if ((run.isCut && isText) || run.sharedBytes + addedBytes > headBytes) return false;
  run.sharedBytes += addedBytes;
  if (slot !== undefined) run.slots.set(slot, sizeOf(chunk));
  return true;
}

function lastLines(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.slice(-length);
  return end.slice(end.indexOf('\n') + 1);
}

/** As the server counts: UTF-8 bytes. */
function sizeOf(chunk: RunChunk): number {
  switch (chunk.kind) {
    case 'image':
      return chunk.base64.length;
    case 'table':
      return utf8.encode(JSON.stringify([chunk.columns, chunk.rows])).length;
    case 'tests':
      return utf8.encode(JSON.stringify(chunk.results)).length;
    case 'stdout':
    case 'stderr':
    case 'input':
    case 'notice':
      return utf8.encode(chunk.text).length;
    default:
      return unreachable(chunk);
  }
}
