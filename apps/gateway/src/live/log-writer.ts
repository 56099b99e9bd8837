import type { LogSeq } from '@pairlink/protocol';
import type { GroupCommit } from './group-commit.ts';
import type { SessionStore, StoredEntry } from '../store/session-store.ts';
import { mergeUpdates } from './merge-updates.ts';

/** Called once: with the position when the update is durable, without when it could not be stored. */
export type Settle = (seq: LogSeq | undefined) => void;

interface Waiting {
  readonly update: Uint8Array;
  readonly edits: number;
  readonly authorId: string | undefined;
  readonly settle: Settle;
}

/**
 * Writes one session's log, one entry at a time: what arrives meanwhile is merged into the next entry. So an
 * entry never refers to one that failed, the log has no holes, and a slow store makes larger entries instead of
 * a queue.
 */
export class LogWriter {
  readonly #store: SessionStore;
  readonly #sessionId: string;
  readonly #onFailure: (error: unknown) => void;
  readonly #onBehind: () => void;
  readonly #commit: GroupCommit;
  #isScheduled = false;
  #waiting: Waiting[] = [];
  #tailWaiters: Settle[] = [];
  #isWriting = false;
  #seq: LogSeq;
  /** Everything up to here is in the document, whoever wrote it. */
  #cursor: LogSeq;
  /** Positions of this writer that lie beyond the cursor: not to be applied again. */
  readonly #own = new Set<LogSeq>();
  #entriesSinceSnapshot = 0;
  #bytesSinceSnapshot = 0;

  constructor(options: {
    store: SessionStore;
    sessionId: string;
    seq: LogSeq;
    onFailure: (error: unknown) => void;
    /** Another instance has written: read what. */
    onBehind: () => void;
    commit: GroupCommit;
  }) {
    this.#store = options.store;
    this.#sessionId = options.sessionId;
    this.#seq = options.seq;
    this.#cursor = options.seq;
    this.#onFailure = options.onFailure;
    this.#onBehind = options.onBehind;
    this.#commit = options.commit;
  }

  get isIdle(): boolean {
    return !this.#isWriting && this.#waiting.length === 0;
  }

  get cursor(): LogSeq {
    return this.#cursor;
  }

  get entriesSinceSnapshot(): number {
    return this.#entriesSinceSnapshot;
  }

  get bytesSinceSnapshot(): number {
    return this.#bytesSinceSnapshot;
  }

  append(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#schedule();
  }

  /** Settles when everything handed in so far is durable. */
  tail(settle: Settle): void {
    if (this.isIdle) settle(this.#seq);
    else {
      this.#tailWaiters.push(settle);
      // Somebody waits for this one: no round.
      if (!this.#isWriting) void this.#write();
    }
  }

  /** Writes nothing more; what waits is answered without a position. */
  abandon(): void {
    const waiting = this.#waiting.splice(0);
    const waiters = this.#tailWaiters.splice(0);
    for (const { settle } of waiting) settle(undefined);
    for (const settle of waiters) settle(undefined);
  }

  /** What others wrote since the last call; `undefined` when the log was compacted past the cursor. */
  async readForeign(): Promise<readonly StoredEntry[] | undefined> {
    const entries = await this.#store.readAfter(this.#sessionId, this.#cursor);
    const last = entries?.at(-1);
    if (!entries || !last) return entries;
    const foreign = entries.filter(({ seq }) => !this.#own.delete(seq));
    if (foreign.length > 0) this.#entriesSinceSnapshot += foreign.length;
    this.#cursor = last.seq;
    return foreign;
  }

  /** Whether an entry that the store passed on is the next one; the cursor then moves on to it. */
  takeNext(seq: LogSeq): boolean {
    if (!isNext(seq, this.#cursor)) return false;
    this.#cursor = seq;
    return true;
  }

  /** Starts counting again, from a log of so many entries and bytes. */
  counted(entries: number, sizeBytes: number): void {
    this.#entriesSinceSnapshot = entries;
    this.#bytesSinceSnapshot = sizeBytes;
  }

  #schedule(): void {
    if (this.#isWriting || this.#isScheduled) return;
    this.#isScheduled = true;
    this.#commit.request(() => {
      this.#isScheduled = false;
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    if (this.#waiting.length > 0) {
      this.#isWriting = true;
      const batch = this.#waiting;
      this.#waiting = [];
      const waiters = this.#tailWaiters;
      this.#tailWaiters = [];
      let seq: LogSeq | undefined;
      try {
        seq = await this.#append(batch);
      } catch (error) {
        const lost = [...batch, ...this.#waiting];
        const unsure = [...waiters, ...this.#tailWaiters];
        this.#waiting = [];
        this.#tailWaiters = [];
        this.#isWriting = false;
        this.#onFailure(error);
        for (const { settle } of lost) settle(undefined);
        for (const settle of unsure) settle(undefined);
        return;
      }
      for (const { settle } of batch) settle(seq);
      for (const settle of waiters) settle(seq);
    }
    this.#isWriting = false;
    // Who waits for the tail now waits for what came in meanwhile.
    if (this.#waiting.length === 0) for (const settle of this.#tailWaiters.splice(0)) settle(this.#seq);
    else if (this.#tailWaiters.length > 0) await this.#write();
    else this.#schedule();
  }

  async #append(batch: readonly Waiting[]): Promise<LogSeq> {
    const [first] = batch;
    const update = mergeUpdates(batch.map((one) => one.update));
    const isOneAuthor = batch.every(({ authorId }) => authorId === first?.authorId);
    const entry = {
      update,
      at: Date.now(),
      ...(isOneAuthor && first?.authorId !== undefined && { participantId: first.authorId }),
    };
    const seq = await this.#store.append(
      this.#sessionId,
      entry,
      batch.reduce((sum, one) => sum + one.edits, 0),
    );
    this.#seq = seq;
    this.#entriesSinceSnapshot++;
    this.#bytesSinceSnapshot += update.length;
    this.#advance(seq);
    return seq;
  }

  // Positions are whole numbers: those that follow each other leave no room for another writer's entry.
  #advance(seq: LogSeq): void {
    if (isNext(seq, this.#cursor)) this.#cursor = seq;
    else {
      this.#own.add(seq);
      this.#onBehind();
    }
  }
}

const isNext = (seq: LogSeq, cursor: LogSeq): boolean => Number(seq) === Number(cursor) + 1;
