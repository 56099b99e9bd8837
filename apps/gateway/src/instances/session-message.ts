import type { Answer, Participant, RunChunk, RunRecord, RunResult } from '@pairlink/protocol';

/** A participant as one instance knows them, told to the others. */
export interface InstancePerson extends Participant {
  /** When the name was chosen, Unix ms; 0 for one that was made up. The latest counts. */
  readonly namedAt: number;
}

/** Something that happened to a run; `n` counts from 0 for each run, so that a lost one is noticed. */
export type RunEvent = { readonly runId: string; readonly n: number } & (
  | { readonly kind: 'started'; readonly run: RunRecord }
  | { readonly kind: 'output'; readonly chunks: readonly RunChunk[] }
  | { readonly kind: 'prompt'; readonly prompt: string }
  | { readonly kind: 'input'; readonly participantId: string; readonly text: string }
  | { readonly kind: 'ended'; readonly result: RunResult }
);

/** A run as its home, the instance that its runner is connected to, has it after event `n`. */
export interface RunState {
  readonly run: RunRecord;
  readonly n: number;
}

/**
 * What the instances of a session tell each other. Any of it may be lost: lists are read again, states are sent
 * again when asked for, and documents travel by the log of the store only.
 */
export type SessionMessage =
  /** The list of people has changed: read it. */
  | { readonly kind: 'people' }
  /** A y-protocols awareness update, base64, stamped by the sender for its own tabs. */
  | { readonly kind: 'awareness'; readonly update: string }
  | { readonly kind: 'typing'; readonly participantId: string; readonly isTyping: boolean }
  | { readonly kind: 'run'; readonly event: RunEvent }
  /** Somebody came anew or missed something: tell your state. */
  | { readonly kind: 'who' }
  | { readonly kind: 'state'; readonly update: string | undefined; readonly runs: readonly RunState[] }
  /** A line of input for a run whose home decides whether it still waits for one. */
  | {
      readonly kind: 'ask-input';
      readonly askId: string;
      readonly participantId: string;
      readonly runId: string;
      readonly text: string;
    }
  | { readonly kind: 'answer-input'; readonly askId: string; readonly to: string; readonly answer: Answer };
