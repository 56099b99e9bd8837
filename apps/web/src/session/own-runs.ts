import type { RunChunk, RunRecord } from '@pairlink/protocol';
import { joinChunks } from './fold-run.ts';

const CUT: RunChunk = { kind: 'notice', text: 'Output was cut here: too much to keep.\n' };

/**
 * The runs that this tab executes. What they print appears here at once, so the server's echo of it, if any, is
 * left out, and a reconnect does not put back a shorter version.
 */
export class OwnRuns {
  readonly #sizes = new Map<string, number>();

  add(runId: string): void {
    this.#sizes.set(runId, 0);
  }

  has(runId: string): boolean {
    return this.#sizes.has(runId);
  }

  /** What still fits of `chunks` below `limitBytes`, which is what the server keeps for the others. */
  admit(runId: string, chunks: readonly RunChunk[], limitBytes: number): readonly RunChunk[] {
    const admitted: RunChunk[] = [];
    let size = this.#sizes.get(runId) ?? 0;
    for (const chunk of joinChunks([], chunks)) {
      if (size > limitBytes) break;
      size += sizeOf(chunk);
      admitted.push(size > limitBytes ? CUT : chunk);
    }
    this.#sizes.set(runId, size);
    return admitted;
  }

  /** The server's list after joining, with this tab's own runs as this tab has them. */
  keepIn(theirs: readonly RunRecord[], ours: readonly RunRecord[]): readonly RunRecord[] {
    const own = new Map(ours.filter(({ runId }) => this.has(runId)).map((run) => [run.runId, run]));
    const kept = theirs.map((run) => own.get(run.runId) ?? run);
    const isKept = new Set(theirs.map(({ runId }) => runId));
    const stillRunning = [...own.values()].filter((run) => !run.result && !isKept.has(run.runId));
    return [...kept, ...stillRunning];
  }
}

/** About as the server counts: characters are mostly one byte. */
function sizeOf(chunk: RunChunk): number {
  if (chunk.kind === 'image') return chunk.base64.length;
  if (chunk.kind === 'table') return chunk.rows.reduce((sum, row) => sum + row.join('').length, 0);
  if (chunk.kind === 'tests') return JSON.stringify(chunk.results).length;
  return chunk.text.length;
}
