import type { LanguageId, RunChunk } from '@pairlink/protocol';
import type { PictureEvent } from './picture-event.ts';

/** Files that a language needs before it can start, fetched together. */
export type AssetPack = 'python' | 'compiler' | 'checker';

/** Which worker runs a language. */
export type WorkerKind = 'javascript' | 'python';

export type ProgramFiles = Readonly<Record<string, string | Uint8Array>>;

/** What to do with the entry: run it, or run the tests that it holds. */
export type RunMode = 'program' | 'tests';

export interface Program {
  readonly language: LanguageId;
  readonly files: ProgramFiles;
  readonly entry: string;
  readonly args: readonly string[];
  readonly mode: RunMode;
  /** A console on the program's namespace follows. */
  readonly isInteractive: boolean;
  readonly allowsNetwork: boolean;
}

/** First word of the frame to the app, by `window.postMessage`. */
export const FRAME_HELLO = 'pairlink-runner-hello';

/** The app's answer: carries the control port. */
export const FRAME_WELCOME = 'pairlink-runner-welcome';

/** App to frame, on the control port. */
export type HostToFrame =
  | {
      readonly kind: 'assets';
      readonly pack: AssetPack;
      readonly files: Readonly<Record<string, ArrayBuffer>>;
    }
  | { readonly kind: 'assets-failed'; readonly pack: AssetPack; readonly reason: string }
  | { readonly kind: 'prepare'; readonly language: LanguageId }
  /** Carries the run's own port. */
  | {
      readonly kind: 'run';
      readonly runId: string;
      readonly program: Program;
      readonly maxOutputBytes: number;
    };

/** Frame to app, on the control port. */
export type FrameToHost =
  | { readonly kind: 'assets-wanted'; readonly pack: AssetPack }
  | { readonly kind: 'ready'; readonly language: LanguageId };

/** App to frame, on a run's port. Both sides ignore a message whose `runId` is not the port's. */
export type HostToRun =
  | { readonly kind: 'input'; readonly runId: string; readonly line: string }
  | { readonly kind: 'input-end'; readonly runId: string }
  | { readonly kind: 'picture-event'; readonly runId: string; readonly event: PictureEvent }
  | { readonly kind: 'interrupt'; readonly runId: string }
  | { readonly kind: 'kill'; readonly runId: string };

/** Frame to app, on a run's port. */
export type RunToHost =
  | { readonly kind: 'started'; readonly runId: string }
  | {
      readonly kind: 'output';
      readonly runId: string;
      readonly chunks: readonly RunChunk[];
      readonly diagnostics?: readonly Diagnostic[];
    }
  | { readonly kind: 'input-wanted'; readonly runId: string; readonly prompt: string }
  | ({ readonly kind: 'ended'; readonly runId: string } & ProgramEnd);

export interface ProgramEnd {
  readonly exitCode: number;
  readonly durationMs: number;
  /** Files that the program wrote or changed, by path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** What a worker of Python gets before it can start. */
export interface PythonAssets {
  readonly kind: 'python';
  /** Compiled once in the frame, so that the next worker need not. */
  readonly module: WebAssembly.Module;
  readonly loader: ArrayBuffer;
  readonly glue: ArrayBuffer;
  readonly library: ArrayBuffer;
  readonly lock: string;
  /** Missing where the snapshot failed once: then the interpreter starts the plain, slower way. */
  readonly snapshot?: ArrayBuffer;
}

/** The only message on a worker's global scope; all others use the port in it, which programs cannot reach. */
export interface WorkerStart {
  readonly port: MessagePort;
  /** Missing where the page is not cross-origin isolated. */
  readonly shared?: SharedArrayBuffer;
  readonly assets?: PythonAssets;
}

/** Frame to a program's worker. */
export type FrameToWorker =
  | { readonly kind: 'run'; readonly program: Program; readonly maxOutputBytes: number }
  /** Only without shared memory. */
  | { readonly kind: 'input'; readonly line: string | null }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'compiled'; readonly jobId: number; readonly result: CompileResult };

/** A program's worker to the frame. */
export type WorkerToFrame =
  | { readonly kind: 'ready' }
  | { readonly kind: 'boot-failed'; readonly reason: string }
  | { readonly kind: 'started' }
  /** There is output in the ring; at once if it is half full. */
  | { readonly kind: 'drain'; readonly isUrgent: boolean }
  /** Only without shared memory. */
  | { readonly kind: 'output'; readonly chunks: readonly RunChunk[] }
  | { readonly kind: 'input-wanted'; readonly prompt: string }
  | { readonly kind: 'compile'; readonly jobId: number; readonly job: CompileJob }
  | ({ readonly kind: 'ended' } & ProgramEnd);

export type CompileJob =
  | { readonly kind: 'transpile'; readonly path: string; readonly source: string }
  /** Modules that import each other in a cycle, in the order in which they are met. They name each other by path. */
  | {
      readonly kind: 'bundle';
      readonly modules: Readonly<Record<string, string>>;
      readonly exports: readonly { readonly path: string; readonly names: readonly string[] }[];
    };

export interface CompiledCode {
  readonly code: string;
  /** A version 3 source map, as JSON. */
  readonly map: string;
}

/** A place in a file; `line` counts from 1, `column` from 0. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly lineText: string;
}

export type CompileResult =
  | ({ readonly kind: 'code' } & CompiledCode)
  | { readonly kind: 'refused'; readonly message: string; readonly place: SourcePlace | null };

/** What the checker is made of: TypeScript itself, and the declarations of the language's libraries by file name, as JSON. */
export interface CheckerAssets {
  readonly typescript: ArrayBuffer;
  readonly libraries: ArrayBuffer;
}

export interface CheckJob {
  readonly files: ProgramFiles;
  readonly entry: string;
}

/** What TypeScript says about one place of a program; line and column count from 1. */
export interface Diagnostic {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Length of the place, in UTF-16 units; it may go beyond the line. */
  readonly length: number;
  /** `2322` of `TS2322`. */
  readonly code: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export type CheckResult =
  | { readonly kind: 'checked'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'unchecked'; readonly reason: string };

/** Frame to a worker that does jobs for all runs: the compiler's, the checker's. */
export type FrameToJobWorker<Assets, Job> =
  | { readonly kind: 'start'; readonly assets: Assets }
  | { readonly kind: 'job'; readonly jobId: number; readonly job: Job };

/** Such a worker to the frame. */
export type JobWorkerToFrame<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'boot-failed'; readonly reason: string }
  | { readonly kind: 'done'; readonly jobId: number; readonly result: Result };
