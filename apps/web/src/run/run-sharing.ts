import type { Answer, LanguageId, RunChunk, RunResult } from '@pairlink/protocol';

/** Shares the runs of this tab with a session. */
export interface RunSharing {
  start(run: {
    readonly language: LanguageId;
    readonly entry: string;
  }): Promise<Answer<{ readonly runId: string }>>;
  sendOutput(runId: string, chunks: readonly RunChunk[]): Promise<Answer>;
  end(runId: string, result: RunResult): Promise<Answer>;
  requestInput(runId: string, prompt: string): Promise<Answer>;
  sendInput(runId: string, text: string): Promise<Answer>;
  onInput(listener: (input: { readonly runId: string; readonly text: string }) => void): () => void;
}
