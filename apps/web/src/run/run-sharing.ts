import type { Answer, LanguageId, RunChunk, RunResult } from '@pairlink/protocol';

/** The part of a session client that shares runs. */
export interface RunSharing {
  startRun(run: {
    readonly language: LanguageId;
    readonly entry: string;
  }): Promise<Answer<{ readonly runId: string }>>;
  sendRunOutput(runId: string, chunks: readonly RunChunk[]): Promise<Answer>;
  endRun(runId: string, result: RunResult): Promise<Answer>;
  requestRunInput(runId: string, prompt: string): Promise<Answer>;
  sendRunInput(runId: string, text: string): Promise<Answer>;
  onRunInput(listener: (input: { readonly runId: string; readonly text: string }) => void): () => void;
}
