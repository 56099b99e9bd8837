import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ToastStore } from './toast-store.ts';

const texts = (store: ToastStore): string[] => store.getSnapshot().map(({ text }) => text);

describe('notices', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('stay for their time and then go', () => {
    const store = new ToastStore(4000);
    store.show('Link copied');
    vi.advanceTimersByTime(3999);
    expect(texts(store)).toEqual(['Link copied']);
    vi.advanceTimersByTime(1);
    expect(texts(store)).toEqual([]);
  });

  it('are not doubled when the same is said again, and stay for the full time of the last', () => {
    const store = new ToastStore(4000);
    store.show('Link copied');
    vi.advanceTimersByTime(3000);
    store.show('Link copied');
    vi.advanceTimersByTime(3000);
    expect(texts(store)).toEqual(['Link copied']);
  });

  it('tell listeners about every change until these unsubscribe', () => {
    const store = new ToastStore(4000);
    const seen: string[][] = [];
    const stop = store.subscribe(() => seen.push(texts(store)));
    store.show('a');
    stop();
    store.show('b');
    expect(seen).toEqual([['a']]);
    store.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
