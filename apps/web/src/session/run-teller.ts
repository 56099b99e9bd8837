import type { Answer, RunChunk, RunResult } from '@pairlink/protocol';
import { accept } from '@pairlink/protocol';
import type { SharedRunsOptions } from './shared-runs.ts';

interface Told {
  /** Outputs so far. */
  count: number;
  /** Outputs that the server has not answered, in order. */
  readonly unheard: { readonly n: number; readonly chunks: readonly RunChunk[] }[];
  result: RunResult | undefined;
}

/** Tells the session of the runs of this tab, and after a reconnect again what the server has not answered. */
export class RunTeller {
  readonly #ask: SharedRunsOptions['ask'];
  readonly #runs = new Map<string, Told>();

  constructor(ask: SharedRunsOptions['ask']) {
    this.#ask = ask;
  }

  start(runId: string): void {
    this.#runs.set(runId, { count: 0, unheard: [], result: undefined });
  }

  output(runId: string, chunks: readonly RunChunk[]): Promise<Answer> {
    const told = this.#runs.get(runId);
    if (!told) return Promise.resolve(accept(null));
    const output = { n: ++told.count, chunks };
    told.unheard.push(output);
    return this.#send(runId, output);
  }

  async end(runId: string, result: RunResult): Promise<Answer> {
    const told = this.#runs.get(runId);
    if (told) told.result = result;
    const answer = await this.#ask('run-end', { runId, result });
    if (isAnswered(answer)) this.#runs.delete(runId);
    return answer;
  }

  /** To be called after joining again, before anything else is told. */
  again(): void {
    for (const [runId, { unheard, result }] of this.#runs) {
      // Without chunks it says that the program goes on: the server takes a run whose browser is silent for lost.
      if (unheard.length === 0) void this.#ask('run-output', { runId, chunks: [] });
      for (const output of unheard) void this.#send(runId, output);
      if (result) void this.end(runId, result);
    }
  }

  async #send(runId: string, output: Told['unheard'][number]): Promise<Answer> {
    const answer = await this.#ask('run-output', { runId, ...output });
    const told = this.#runs.get(runId);
    if (!told || !isAnswered(answer)) return answer;
    const at = told.unheard.indexOf(output);
    if (at >= 0) told.unheard.splice(at, 1);
    return answer;
  }
}

/** Without a connection nobody answers; it is told again when there is one. */
export const isAnswered = (answer: Answer): boolean => answer.ok || answer.problem.code !== 'not-joined';
