import { describe, expect, it } from 'vitest';
import { percentile } from './percentile.mjs';

describe('a percentile', () => {
  it('is the figure that so many of all do not exceed, in whatever order they come', () => {
    const figures = [5, 1, 4, 2, 3];
    expect([0, 0.5, 0.99, 1].map((share) => percentile(figures, share))).toEqual([1, 3, 5, 5]);
    expect(figures).toEqual([5, 1, 4, 2, 3]);
  });

  it('is not moved, at the median, by one slow round', () => {
    expect(percentile([10, 11, 12, 9, 4000], 0.5)).toBe(11);
  });

  it('of nothing is no figure', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});
