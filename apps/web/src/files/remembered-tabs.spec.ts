import { describe, expect, it } from 'vitest';
import { recallTabs, rememberTabs } from './remembered-tabs.ts';

/** What a browser keeps, in memory; `isFull` refuses to keep more. */
class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  [name: string]: unknown;

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
    if (this.isFull) throw new Error('quota');
    this.#items.set(key, value);
  }
}

const tabs = (...chosen: string[]) => ({ chosen, wantedId: chosen[0] });

describe('the tabs of a session', () => {
  it('come back in this browser, each session with its own', () => {
    const storage = new MemoryStorage();
    rememberTabs(['one', tabs('a', 'b')], storage);
    rememberTabs(['two', tabs('c')], storage);
    rememberTabs(['one', tabs('b')], storage);
    expect(recallTabs('one', storage)).toEqual(tabs('b'));
    expect(recallTabs('two', storage)).toEqual(tabs('c'));
    expect(recallTabs('three', storage)).toEqual({ chosen: [], wantedId: undefined });
  });

  it('of the twenty latest sessions are kept', () => {
    const storage = new MemoryStorage();
    for (let n = 0; n < 21; n++) rememberTabs([`s${n}`, tabs('a')], storage);
    expect(recallTabs('s0', storage).chosen).toEqual([]);
    expect(recallTabs('s1', storage).chosen).toEqual(['a']);
  });

  it.each(['{', 'null', '[[1]]', '[["one"]]', '[["one", {"chosen": 3}]]'])(
    'survive %s in the storage',
    (text) => {
      const storage = new MemoryStorage();
      storage.setItem('pairlink.open-files', text);
      expect(recallTabs('one', storage).chosen).toEqual([]);
    },
  );

  it('are forgotten where nothing can be kept', () => {
    const storage = new MemoryStorage(true);
    rememberTabs(['one', tabs('a')], storage);
    expect(recallTabs('one', storage).chosen).toEqual([]);
  });
});
