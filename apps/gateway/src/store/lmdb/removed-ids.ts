import type { GoneReason } from '../session-store.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** Forgotten with each removal: more than are added, so the table cannot grow for ever. */
const FORGOTTEN_PER_REMOVAL = 10;

/** Why session ids and watch ids are gone, for the retention window. */
export class RemovedIds {
  readonly #tables: LmdbTables;
  readonly #retentionMs: number;
  readonly #now: () => number;

  constructor(tables: LmdbTables, retentionMs: number, now: () => number) {
    this.#tables = tables;
    this.#retentionMs = retentionMs;
    this.#now = now;
  }

  reasonOf(id: string): GoneReason | undefined {
    const gone = this.#tables.gone.get(id);
    return gone && gone.at + this.#retentionMs > this.#now() ? gone.reason : undefined;
  }

  /** Queues writes; call it inside a batch. */
  add(ids: readonly string[], reason: GoneReason): void {
    const at = this.#now();
    for (const id of ids) {
      void this.#tables.gone.put(id, { reason, at });
      void this.#tables.goneByTime.put([at, id], true);
    }
    this.#forgetOldest(at);
  }

  #forgetOldest(now: number): void {
    const range = { start: [0, ''], end: [now - this.#retentionMs, ''], limit: FORGOTTEN_PER_REMOVAL };
    for (const key of this.#tables.goneByTime.getKeys(range)) {
      void this.#tables.goneByTime.remove(key);
      void this.#tables.gone.remove(key[1]);
    }
  }
}
