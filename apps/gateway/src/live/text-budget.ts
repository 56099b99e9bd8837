import { filesOf } from '@pairlink/collab';
import type { Limits } from '@pairlink/protocol';
import * as Y from 'yjs';

/** A UTF-16 unit is at most three bytes of UTF-8 (a pair is four). */
const MAX_BYTES_PER_UNIT = 3;

/**
 * Keeps texts within their limits without measuring them at every edit: it remembers upper bounds, adds what is
 * inserted, ignores what is deleted, and measures exactly only when a bound would pass the limit.
 */
export class TextBudget {
  readonly #doc: Y.Doc;
  readonly #limits: Limits;
  #bounds = new WeakMap<object, number>();
  #total: number | undefined;

  constructor(doc: Y.Doc, limits: Limits) {
    this.#doc = doc;
    this.#limits = limits;
  }

  /** Whether `sizeBytes` more surely fit into `text`; remembers them if so. False means: ask `measure`. */
  take(text: object, sizeBytes: number): boolean {
    const bound = (this.#bounds.get(text) ?? this.#firstBound(text)) + sizeBytes;
    const total = (this.#total ?? this.#measureAll()) + sizeBytes;
    if (bound > this.#limits.fileTextBytes || total > this.#limits.sessionTextBytes) return false;
    this.#bounds.set(text, bound);
    this.#total = total;
    return true;
  }

  /** Replaces every bound by the truth. The document must hold everything that was taken for it. */
  measure(): void {
    this.#bounds = new WeakMap();
    this.#total = this.#measureAll();
  }

  #firstBound(text: object): number {
    if (!(text instanceof Y.Text)) return 0;
    const rough = text.length * MAX_BYTES_PER_UNIT;
    return rough < this.#limits.fileTextBytes / 2 ? rough : sizeOf(text);
  }

  #measureAll(): number {
    let total = 0;
    for (const node of filesOf(this.#doc).values()) {
      const text = node.get('text');
      if (!(text instanceof Y.Text)) continue;
      const sizeBytes = sizeOf(text);
      this.#bounds.set(text, sizeBytes);
      total += sizeBytes;
    }
    return total;
  }
}

const sizeOf = (text: Y.Text): number => Buffer.byteLength(text.toString());
