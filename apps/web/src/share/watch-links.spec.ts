import { describe, expect, it } from 'vitest';
import { saveWatchId, watchIdFor } from './watch-links.ts';

/** Storage as browsers have it, without a browser. */
class MemoryStorage implements Storage {
  readonly #entries = new Map<string, string>();
  get length(): number {
    return this.#entries.size;
  }
  clear(): void {
    this.#entries.clear();
  }
  getItem(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#entries.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#entries.delete(key);
  }
  setItem(key: string, value: string): void {
    this.#entries.set(key, value);
  }
}

const SESSION_ID = 'abcDEF234567';
const WATCH_ID = 'abcDEF234567WXYZ';

describe('watch ids of sessions created here', () => {
  it('come back by session id', () => {
    const storage = new MemoryStorage();
    saveWatchId({ sessionId: SESSION_ID, watchId: WATCH_ID }, storage);
    expect(watchIdFor(SESSION_ID, storage)).toBe(WATCH_ID);
    expect(watchIdFor('zzzDEF234567', storage)).toBeUndefined();
  });

  it('are not kept when the server answered nonsense', () => {
    const storage = new MemoryStorage();
    saveWatchId({ sessionId: '__proto__', watchId: WATCH_ID }, storage);
    saveWatchId({ sessionId: SESSION_ID, watchId: 'short' }, storage);
    expect(storage.length).toBe(0);
  });

  it('are unknown where storage is denied', () => {
    expect(watchIdFor(SESSION_ID, undefined)).toBeUndefined();
  });
});
