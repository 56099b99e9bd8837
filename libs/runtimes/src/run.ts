import type { LanguageId, RunChunk, RunResult } from '@pairlink/protocol';
import type { Diagnostic, RunMode } from './wire/messages.ts';
import type { PictureEvent } from './wire/picture-event.ts';

/** What to execute: a frozen copy of the session's files. */
export interface RunRequest {
  readonly language: LanguageId;
  /** By POSIX path without a leading slash. Text, or the bytes of an asset. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Path of the file to start with; one of `files`. */
  readonly entry: string;
  /** `sys.argv[1:]` and its like. */
  readonly args?: readonly string[];
  /** `tests` runs the tests that `entry` holds instead of the program. */
  readonly mode?: RunMode;
  /** A console on the program's namespace opens after the program, as `python -i` does: it asks for input with its prompt. */
  readonly isInteractive?: boolean;
  /** The person let this one run use the network. */
  readonly allowsNetwork?: boolean;
}

/** A page of HTML to show: a frozen copy of the session's files. */
export interface PreviewRequest {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Path of the page; one of `files`. */
  readonly entry: string;
}

/** What happens in a run, in order; nothing follows `ended`. */
export type RunEvent =
  /** The language is being loaded. Totals are known from the start; `loadedBytes` never falls. */
  | { readonly kind: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  /** The program itself starts now. */
  | { readonly kind: 'started' }
  /** At most one event per 16 ms, or per 64 KiB printed. */
  | {
      readonly kind: 'output';
      readonly chunks: readonly RunChunk[];
      /** What TypeScript says about the program; the chunks say the same in words. At most one event of a run has it. */
      readonly diagnostics?: readonly Diagnostic[];
    }
  /** The program waits for a line; `prompt` was already printed. Answer by `sendInput` or `endInput`. */
  | { readonly kind: 'input-wanted'; readonly prompt: string }
  | {
      readonly kind: 'ended';
      readonly result: RunResult;
      /** Files that the program wrote or changed, by path; none if it was ended by force. */
      readonly files: Readonly<Record<string, Uint8Array>>;
    };

/** A run in this tab. */
export interface Run {
  subscribe(listener: (event: RunEvent) => void): () => void;
  /** One line, without its line end. */
  sendInput(line: string): void;
  /** Ctrl+D: the program's input has ended. */
  endInput(): void;
  /** For a program that listens to its picture; others take no notice. Lost where there is no shared memory. */
  sendPictureEvent(event: PictureEvent): void;
  /** Asks the program to stop, and after 500 ms ends its worker in any case. `ended` follows with `stopped`. */
  stop(): void;
}
