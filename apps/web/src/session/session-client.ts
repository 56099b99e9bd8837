import type { Answer, LanguageId, RunChunk, RunResult } from '@pairlink/protocol';
import { refuse } from '@pairlink/protocol';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Identity } from '../identity/identity.ts';
import type { FileCopy, SessionSnapshot } from './session-snapshot.ts';
import { initialSnapshot } from './session-snapshot.ts';

export interface SessionClientOptions {
  /** A session id or a watch id. */
  readonly session: string;
  readonly identity: Identity;
  readonly hostToken?: string | undefined;
}

/**
 * One tab's place in a session: the document, who is there, what ran, and how all of it stands with the server.
 * Inert until `connect`; `close` is final.
 */
export class SessionClient {
  readonly awareness = new Awareness(new Y.Doc());
  #snapshot: SessionSnapshot = initialSnapshot(new Y.Doc());
  readonly #listeners = new Set<() => void>();

  constructor(readonly options: SessionClientOptions) {}

  get doc(): Y.Doc {
    return this.#snapshot.doc;
  }

  readonly getSnapshot = (): SessionSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Joins, or after `refused` tries again, with a password if the session wants one. */
  connect(_again: { readonly password?: string } = {}): void {}

  close(): void {
    this.awareness.destroy();
  }

  changeLanguage(_language: LanguageId): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  changeTitle(_title: string): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  /** Only tells the session; keeping the name for the next one is `saveName` of `identity.ts`. */
  changeName(_name: string): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  setTyping(_isTyping: boolean): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  startRun(_run: {
    readonly language: LanguageId;
    readonly entry: string;
  }): Promise<Answer<{ readonly runId: string }>> {
    return Promise.resolve(refuse('not-joined'));
  }

  /** Appears in `snapshot.runs` at once, like `endRun`; others see it as soon as the server answers. */
  sendRunOutput(_runId: string, _chunks: readonly RunChunk[]): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  endRun(_runId: string, _result: RunResult): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  requestRunInput(_runId: string, _prompt: string): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  /** A line for a waiting program, from whoever typed it; the runner's tab gets it through `onRunInput`. */
  sendRunInput(_runId: string, _text: string): Promise<Answer> {
    return Promise.resolve(refuse('not-joined'));
  }

  /** Lines that people typed for runs; the tab that runs the program passes them on. */
  onRunInput(_listener: (input: { readonly runId: string; readonly text: string }) => void): () => void {
    return () => {};
  }

  /** The files as they read in this tab, to download whatever becomes of the session. */
  copyFiles(): readonly FileCopy[] {
    return [];
  }

  /** After `epoch-changed`: writes this tab's texts into the restored session, as edits that others see. */
  restoreFromMyCopy(): void {}

  /** After `epoch-changed`: shows what the server has; `copyFiles` before that is the last chance to keep the rest. */
  takeServerCopy(): void {}

  dismissSetback(): void {}
}
