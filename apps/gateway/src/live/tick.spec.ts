import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Tick } from './tick.ts';

/** A tick whose every run takes `costMs`, asked for at each of `atMs`; answers when it ran. */
function runs(costMs: number, atMs: readonly number[]): number[] {
  const startedAt = performance.now();
  const ranAt: number[] = [];
  const tick = new Tick(() => {
    ranAt.push(performance.now() - startedAt);
    vi.setSystemTime(Date.now() + costMs);
    vi.advanceTimersByTime(costMs);
  });
  for (const at of atMs) {
    vi.advanceTimersByTime(Math.max(0, startedAt + at - performance.now()));
    tick.request();
    vi.advanceTimersByTime(0);
  }
  vi.runAllTimers();
  return ranAt;
}

describe('showing edits', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('happens at once while it is cheap', () => {
    expect(runs(1, [0, 20, 40, 60])).toEqual([0, 20, 40, 60]);
  });

  it('happens once for what arrives together', () => {
    let count = 0;
    const tick = new Tick(() => count++);
    for (let i = 0; i < 10; i++) tick.request();
    vi.runAllTimers();
    expect(count).toBe(1);
  });

  it('happens less often than it is asked for when it costs too much, and is never put off for long', () => {
    const asked = Array.from({ length: 200 }, (_, n) => n * 2);
    const ranAt = runs(4, asked);
    expect(ranAt.length).toBeLessThan(asked.length / 4);
    const gaps = ranAt.map((at, n) => at - (ranAt[n - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(25);
  });

  it('does not happen any more once it is stopped', () => {
    let count = 0;
    const tick = new Tick(() => count++);
    tick.request();
    tick.stop();
    vi.runAllTimers();
    expect(count).toBe(0);
  });
});
