import type { LanguageId } from './languages.ts';

/** A piece of what a run shows, in order. `input` is what somebody typed for it; `notice` is Pairlink's own word. */
export type RunChunk =
  | { readonly kind: 'stdout' | 'stderr' | 'input' | 'notice'; readonly text: string }
  | { readonly kind: 'image'; readonly mime: 'image/png' | 'image/svg+xml'; readonly base64: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** How a run ended. `durationMs` counts from the start of the program, without loading the language. */
export type RunResult =
  | { readonly kind: 'finished'; readonly exitCode: number; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly exitCode: number; readonly durationMs: number }
  | { readonly kind: 'stopped'; readonly durationMs: number }
  /** The runner left, or its tab broke, before the program ended. */
  | { readonly kind: 'lost'; readonly durationMs: number };

/** One execution as everyone in the session sees it. */
export interface RunRecord {
  readonly runId: string;
  readonly participantId: string;
  /** The runner's name when the run started, for those who come after they have left. */
  readonly participantName: string;
  readonly language: LanguageId;
  /** Path of the file that was run. */
  readonly entry: string;
  /** Unix ms. */
  readonly startedAt: number;
  readonly chunks: readonly RunChunk[];
  /** True when chunks were dropped because the run printed more than is kept. */
  readonly isCut: boolean;
  /** Set while the program waits for a line of input. */
  readonly inputPrompt?: string;
  /** Missing while the program runs. */
  readonly result?: RunResult;
}
