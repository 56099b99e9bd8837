import type { Lookup, SessionRecord, SessionStore } from '../store/session-store.ts';

/** The record of a session in use: read anew whenever it may have changed, never replaced by an earlier reading. */
export class LiveRecord {
  readonly #options: LiveRecordOptions;
  #current: SessionRecord | undefined;
  #started = 0;
  #shown = 0;

  constructor(options: LiveRecordOptions) {
    this.#options = options;
  }

  /** As it was read last, of the epoch that people are in; `undefined` before it was read. */
  get current(): SessionRecord | undefined {
    return this.#current;
  }

  /** Whether the session was restored since people came in: their copies are of another epoch. */
  isRestored(lookup: Lookup): boolean {
    return (
      lookup.kind === 'live' && this.#current !== undefined && lookup.record.epoch !== this.#current.epoch
    );
  }

  get isLocked(): boolean {
    return this.#current?.isLocked ?? false;
  }

  /** What the store says now. Rejects with `StoreUnavailable`. */
  async read(): Promise<Lookup> {
    const turn = ++this.#started;
    const lookup = await this.#options.store.find(this.#options.sessionId);
    if (turn < this.#shown || lookup.kind !== 'live' || this.isRestored(lookup)) return lookup;
    this.#shown = turn;
    const before = this.#current;
    this.#current = lookup.record;
    if (before && before.isLocked !== lookup.record.isLocked) this.#options.onLock(lookup.record.isLocked);
    return lookup;
  }
}

interface LiveRecordOptions {
  readonly sessionId: string;
  readonly store: SessionStore;
  readonly onLock: (isLocked: boolean) => void;
}
