import type { Limiter } from './limiter.ts';

const MINUTE_MS = 60_000;
/** Addresses remembered at once; forgetting the one unseen for longest is forgiving it. */
const CAPACITY = 50_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** What a key may do: `perMinute` at once, and as many again over each minute. */
export class RateLimit implements Limiter {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Takes one; 0, or the seconds to wait before the next. */
  take(key: string): number {
    const bucket = this.#refilled(key);
    if (bucket.tokens < 1) return this.#secondsUntilOne(bucket);
    bucket.tokens--;
    return 0;
  }

  /** Undoes a `take`: what it was taken for does not count after all. */
  giveBack(key: string): void {
    this.#refilled(key).tokens++;
  }

  #refilled(key: string): Bucket {
    const now = this.#now();
    const known = this.#buckets.get(key);
    const bucket = known ?? { tokens: this.#perMinute, at: now };
    const gained = ((now - bucket.at) / MINUTE_MS) * this.#perMinute;
    bucket.tokens = Math.min(this.#perMinute, bucket.tokens + Math.max(0, gained));
    bucket.at = now;
    // Deleting first keeps the map in the order of last use.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > CAPACITY) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest);
        break;
      }
    }
    return bucket;
  }

  #secondsUntilOne(bucket: Bucket): number {
    return Math.max(1, Math.ceil(((1 - bucket.tokens) / this.#perMinute) * 60));
  }
}
