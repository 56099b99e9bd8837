import type { RunChunk, RunRecord, RunResult } from '@pairlink/protocol';
import { joinChunks } from '../session/fold-run.ts';
import type { RunSharing } from './run-sharing.ts';

/** What happened in a run since it was last told, in this order: output, a wish for input, the end. */
export interface RunNews {
  readonly chunks: readonly RunChunk[];
  readonly prompt: string | undefined;
  readonly result: RunResult | undefined;
}

/** Output waits this long at most, so that a fast program costs few messages. */
const BATCH_MS = 50;

/** Gathers what happens in one run and tells it in batches; before it knows whom to tell, everything waits. */
export class RunReport {
  #tell: ((news: RunNews) => void) | undefined;
  #chunks: RunChunk[] = [];
  #prompt: string | undefined;
  #result: RunResult | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  print(chunks: readonly RunChunk[]): void {
    this.#chunks.push(...chunks);
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS);
  }

  askInput(prompt: string): void {
    this.#prompt = prompt;
    this.#flush();
  }

  end(result: RunResult): void {
    this.#result = result;
    this.#flush();
  }

  address(tell: (news: RunNews) => void): void {
    this.#tell = tell;
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#tell) return;
    const news = { chunks: this.#chunks, prompt: this.#prompt, result: this.#result };
    this.#chunks = [];
    this.#prompt = undefined;
    this.#result = undefined;
    this.#tell(news);
  }
}

/** Tells everyone in the session. */
export function tellSession(session: RunSharing, runId: string, { chunks, prompt, result }: RunNews): void {
  if (chunks.length > 0) void session.sendOutput(runId, chunks);
  if (prompt !== undefined) void session.requestInput(runId, prompt);
  if (result) void session.end(runId, result);
}

/** A record that only this tab shows, with the news. Output and the end mean that it waits for input no longer. */
export function withNews(record: RunRecord, { chunks, prompt, result }: RunNews): RunRecord {
  const { inputPrompt: _before, ...rest } = record;
  const told = { ...rest, chunks: joinChunks(record.chunks, chunks) };
  if (result) return { ...told, result };
  return prompt === undefined ? told : { ...told, inputPrompt: prompt };
}
