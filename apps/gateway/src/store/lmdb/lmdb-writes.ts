import { StoreUnavailable } from '../session-store.ts';
import type { HeldSession, HeldSessions } from './held-sessions.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** Rows of logs that are appended in one turn of the event loop, to be written as one batch. */
class Round {
  readonly rows: { readonly key: [string, number]; readonly row: Buffer }[] = [];
  readonly written: Promise<unknown>;
  #settle: (written: Promise<unknown>) => void = () => undefined;

  constructor() {
    this.written = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  write(tables: LmdbTables): void {
    this.#settle(
      tables.root.batch(() => {
        for (const { key, row } of this.rows) void tables.log.put(key, row);
      }),
    );
  }
}

/**
 * How anything gets into the tables. The writes of one operation are a batch, which becomes durable as a whole or not
 * at all; batches that gather while a commit is under way share the next one. All rows that sessions append in one turn
 * of the event loop are a single batch: a batch costs as much as several rows.
 */
export class LmdbWrites {
  readonly #tables: LmdbTables;
  readonly #held: HeldSessions;
  #round: Round | undefined;
  /** Why the last commit failed; `undefined` when it did not. */
  lastFailure: string | undefined;

  constructor(tables: LmdbTables, held: HeldSessions) {
    this.#tables = tables;
    this.#held = held;
  }

  /** Resolves when the row is durable. */
  append(session: HeldSession, key: [string, number], row: Buffer): Promise<unknown> {
    if (!this.#round) {
      this.#round = new Round();
      queueMicrotask(() => this.flush());
    }
    this.#round.rows.push({ key, row });
    return this.commit(session, this.#round.written);
  }

  /** Queues the writes of one operation as a whole, after everything appended so far. */
  batch(session: HeldSession, write: () => void): Promise<unknown> {
    this.flush();
    return this.commit(session, this.#tables.root.batch(write));
  }

  /** Hands to LMDB what has been appended in this turn, so that what is queued next comes after it. */
  flush(): void {
    const round = this.#round;
    this.#round = undefined;
    round?.write(this.#tables);
  }

  /** Waits for a commit. Rejects with `StoreUnavailable`. */
  async commit<T>(session: HeldSession, written: Promise<T>): Promise<T> {
    session.pending++;
    try {
      const result = await written;
      this.lastFailure = undefined;
      return result;
    } catch (error) {
      // What is held includes writes that did not happen: read it again.
      this.#held.drop(session.fixed.sessionId);
      const cause = await causeOf(error);
      this.lastFailure = cause.message;
      throw new StoreUnavailable('The embedded store could not write.', { cause });
    } finally {
      session.pending--;
    }
  }
}

/** lmdb rejects at once with an error that promises the reason. */
async function causeOf(error: unknown): Promise<Error> {
  if (!(error instanceof Error) || !('commitError' in error)) return new Error(String(error));
  try {
    await error.commitError;
    return error;
  } catch (reason) {
    return reason instanceof Error ? reason : error;
  }
}
