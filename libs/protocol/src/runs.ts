import type { LanguageId } from './languages.ts';

/** A piece of what a run shows, in order. `input` is what somebody typed for it; `notice` is Pairlink's own word. */
export type RunChunk =
  | { readonly kind: 'stdout' | 'stderr' | 'input' | 'notice'; readonly text: string }
  | {
      readonly kind: 'image';
      readonly mime: 'image/png' | 'image/svg+xml';
      readonly base64: string;
      /** What the picture shows, for those who cannot see it. */
      readonly alt?: string;
      /** A later picture of the same slot takes the place of this one: a drawing that grows. */
      readonly slot?: string;
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Tests that have come to an end, in order; a test run sends many of these. */
  | { readonly kind: 'tests'; readonly results: readonly TestResult[] };

/** One test of a program, as its language's test runner judged it. */
export interface TestResult {
  /** Names from the outermost suite to the test itself; at least one. */
  readonly path: readonly string[];
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs?: number;
  /** Why it failed or was skipped, in plain text; several lines. */
  readonly message?: string;
  /** Where it failed: a path in the session and a line from 1. */
  readonly file?: string;
  readonly line?: number;
}

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

/** Of `chunks`, those still to be seen once `added` follows: a picture gives way to a later one of its slot. */
export function withoutReplaced(
  chunks: readonly RunChunk[],
  added: readonly RunChunk[],
): readonly RunChunk[] {
  const slots = new Set(added.flatMap((chunk) => (chunk.kind === 'image' && chunk.slot ? [chunk.slot] : [])));
  if (slots.size === 0) return chunks;
  return chunks.filter((chunk) => chunk.kind !== 'image' || !chunk.slot || !slots.has(chunk.slot));
}
