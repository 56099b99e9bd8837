import * as Y from 'yjs';

/** Edits of one or more transactions on their way to the server. */
export interface Batch {
  readonly update: Uint8Array;
  /** Local transactions merged in `update`. */
  readonly edits: number;
  /** Nothing from others came between the edits of one run. */
  readonly run: number;
}

/** Messages stay well below the server's limit for one update (1 MiB), so that only a huge single edit meets it. */
const BATCH_BYTES = 128 * 1024;

/**
 * Local edits until the server has stored them: unsent, in flight, then, once acknowledged, forgotten. Sending the
 * same edit twice does no harm (Yjs updates are idempotent), so whatever is in doubt is simply sent again.
 *
 * Only edits of one run are merged. When the server dies before it has stored what people saw of each other, A's edits
 * build on B's and B's later ones on A's: run by run each finds what it builds on, but as one message from each the
 * two would wait for each other for ever.
 */
export class Outbox {
  #unsent: Batch[] = [];
  readonly #inFlight = new Map<number, Batch>();
  #lastId = 0;
  #run = 0;

  /** Edits without acknowledgement. */
  get waiting(): number {
    return count(this.#unsent) + count([...this.#inFlight.values()]);
  }

  get messagesInFlight(): number {
    return this.#inFlight.size;
  }

  add(update: Uint8Array): void {
    this.#unsent.push({ update, edits: 1, run: this.#run });
  }

  /** Something from others came: what is edited from now on may build on it. */
  interrupt(): void {
    this.#run++;
  }

  /** The next message, the first run of what is unsent as far as it fits; now in flight under `id`. */
  take(): { readonly id: number; readonly update: Uint8Array } | undefined {
    this.#unsent = mergeNeighbours(this.#unsent);
    const batch = this.#unsent.shift();
    if (!batch) return undefined;
    const id = ++this.#lastId;
    this.#inFlight.set(id, batch);
    return { id, update: batch.update };
  }

  acknowledge(id: number): void {
    this.#inFlight.delete(id);
  }

  /** Nothing is known of what was in flight: all of it is unsent again, in the old order. */
  takeBack(): void {
    this.#unsent = [...this.#inFlight.values(), ...this.#unsent];
    this.#inFlight.clear();
  }

  /** Everything unacknowledged, in order, in few pieces. */
  pending(): readonly Uint8Array[] {
    this.#unsent = mergeNeighbours(this.#unsent);
    return [...this.#inFlight.values(), ...this.#unsent].map(({ update }) => update);
  }

  /** Puts updates that say all of it, or as much as is still of use, in the place of everything pending. */
  replace(updates: readonly Uint8Array[]): void {
    const edits = Math.max(this.waiting, updates.length);
    this.clear();
    this.#unsent = updates.map((update, i) => ({
      update,
      edits: i === 0 ? edits - updates.length + 1 : 1,
      run: ++this.#run,
    }));
    this.interrupt();
  }

  clear(): void {
    this.#unsent = [];
    this.#inFlight.clear();
  }
}

const count = (batches: readonly Batch[]): number => batches.reduce((sum, { edits }) => sum + edits, 0);

function mergeNeighbours(batches: readonly Batch[]): Batch[] {
  const groups: Batch[][] = [];
  let sizeBytes = 0;
  for (const batch of batches) {
    sizeBytes += batch.update.byteLength;
    if (batch.run !== groups.at(-1)?.[0]?.run || sizeBytes > BATCH_BYTES) {
      groups.push([]);
      sizeBytes = batch.update.byteLength;
    }
    groups.at(-1)?.push(batch);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first || group.length === 1) return group;
    return { update: Y.mergeUpdates(group.map((b) => b.update)), edits: count(group), run: first.run };
  });
}
