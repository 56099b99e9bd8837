import { describe, expect, it } from 'vitest';
import { median } from './median.mjs';

describe('median', () => {
  it.each([
    [[7], 7],
    [[9, 1, 100], 9],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (figures, middle) => {
    expect(median(figures)).toBe(middle);
  });

  it('is refused for nothing', () => {
    expect(() => median([])).toThrow('no median of nothing');
  });
});
