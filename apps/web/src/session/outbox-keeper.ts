import type { Outbox } from './outbox.ts';
import type { OutboxKey, OutboxStore } from './outbox-store.ts';

/** Below the 300 ms after which an edit is promised to survive its tab. */
const FLUSH_MS = 200;

/** Mirrors an outbox into the store, a moment after it changed; usually all is acknowledged by then and nothing is written. */
export class OutboxKeeper {
  #key: OutboxKey;
  readonly #store: OutboxStore | undefined;
  readonly #outbox: Outbox;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStored = false;
  #lastFlush: Promise<void> = Promise.resolve();

  constructor(options: { key: OutboxKey; store: OutboxStore | undefined; outbox: Outbox }) {
    this.#key = options.key;
    this.#store = options.store;
    this.#outbox = options.outbox;
  }

  schedule(): void {
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Makes the store hold what is pending now. Flushes follow one another, so the last one wins. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFlush = this.#lastFlush.then(() => this.#write());
    return this.#lastFlush;
  }

  /** From now on under another epoch; what is stored goes along. */
  async moveTo(epoch: string): Promise<void> {
    const before = this.#key;
    this.#key = { ...before, epoch };
    if (!this.#isStored) return;
    await this.flush();
    await this.#store?.remove(before);
  }

  /**
   * Takes over the edits that other tabs left unacknowledged, unless `apply` answers that it is too late. A tab that
   * turns out to live loses nothing: sent by two, its edits are still made once.
   */
  async adoptOthers(apply: (updates: readonly Uint8Array[]) => boolean): Promise<void> {
    const records = (await this.#store?.findOthers(this.#key)) ?? [];
    if (records.length === 0 || !apply(records.flatMap(({ updates }) => updates))) return;
    // Only when they are stored under this tab may they go from the other's place.
    await this.flush();
    for (const record of records) await this.#store?.removeIfSame(record);
  }

  async #write(): Promise<void> {
    const pending = this.#outbox.pending();
    if (pending.length > 0) {
      this.#isStored = true;
      await this.#store?.save(this.#key, pending);
    } else if (this.#isStored) {
      this.#isStored = false;
      await this.#store?.remove(this.#key);
    }
  }
}
