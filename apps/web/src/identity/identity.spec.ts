import { beforeEach, describe, expect, it } from 'vitest';
import { forgetHostToken, hostTokenFor, saveHostToken } from './host-tokens.ts';
import { loadIdentity, saveName } from './identity.ts';
import { forgetSession, listRecentSessions, rememberSession } from './recent-sessions.ts';

/** `localStorage` of one browser, or of one that throws at every write. */
class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();

  constructor(readonly isFull = false) {}

  get length(): number {
    return this.#items.size;
  }

  clear(): void {
    this.#items.clear();
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.#items.set(key, value);
  }
}

let storage = new MemoryStorage();

beforeEach(() => {
  storage = new MemoryStorage();
});

describe('the identity of a browser', () => {
  it('is made once, with 128 random bits and a name of two words', () => {
    const identity = loadIdentity(storage);
    expect(identity.participantSecret).toMatch(/^[0-9a-f]{32}$/);
    expect(identity.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    expect(loadIdentity(storage)).toEqual(identity);
    expect(loadIdentity(new MemoryStorage()).participantSecret).not.toBe(identity.participantSecret);
  });

  it('works where nothing can be stored', () => {
    expect(loadIdentity(new MemoryStorage(true)).participantSecret).toMatch(/^[0-9a-f]{32}$/);
  });

  it('replaces a secret that is not one', () => {
    storage.setItem('pairlink.participant-secret', 'short');
    expect(loadIdentity(storage).participantSecret).toMatch(/^[0-9a-f]{32}$/);
  });

  it('takes another name, tidied, but not an empty one', () => {
    expect(saveName('  Ada \n Lovelace ', storage)).toBe('Ada Lovelace');
    expect(saveName('   ', storage)).toBeUndefined();
    expect(loadIdentity(storage).name).toBe('Ada Lovelace');
    expect(saveName('x'.repeat(100), storage)).toHaveLength(40);
  });
});

describe('host tokens', () => {
  it('belong to one session each', () => {
    saveHostToken({ sessionId: 'abcdefghijkm', hostToken: 'secret' }, storage);
    expect(hostTokenFor('abcdefghijkm', storage)).toBe('secret');
    expect(hostTokenFor('mkjhgfedcbaz', storage)).toBeUndefined();
    forgetHostToken('abcdefghijkm', storage);
    expect(hostTokenFor('abcdefghijkm', storage)).toBeUndefined();
  });
});

const visit = (session: string, visitedAt: number) =>
  ({ session, title: `Title ${session}`, language: 'python', visitedAt }) as const;

describe('recent sessions', () => {
  it('are listed by the last visit, each once', () => {
    rememberSession(visit('abcdefghijkm', 1), storage);
    rememberSession(visit('mkjhgfedcbaz', 2), storage);
    rememberSession(visit('abcdefghijkm', 3), storage);
    expect(listRecentSessions(storage).map(({ session, visitedAt }) => [session, visitedAt])).toEqual([
      ['abcdefghijkm', 3],
      ['mkjhgfedcbaz', 2],
    ]);
    forgetSession('abcdefghijkm', storage);
    expect(listRecentSessions(storage)).toEqual([visit('mkjhgfedcbaz', 2)]);
  });

  it.each(['{', '"x"', '[{"session":"../x"},null,7]'])('are none when what is stored is %s', (stored) => {
    storage.setItem('pairlink.recent-sessions', stored);
    expect(listRecentSessions(storage)).toEqual([]);
  });
});
