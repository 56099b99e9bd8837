import { describe, expect, it } from 'vitest';
import { table } from './table.mjs';

describe('a table of figures', () => {
  it('keeps three digits of what is small and whole numbers of what is large, in aligned columns', () => {
    const rows = [
      { people: 2, 'p50 ms': 1.23456, memory: Number.NaN },
      { people: 200, 'p50 ms': 1234.5, memory: 7 },
    ];
    expect(table(rows).split('\n')).toEqual([
      '| people | p50 ms | memory |',
      '| ------ | ------ | ------ |',
      '| 2      | 1.23   | –      |',
      '| 200    | 1235   | 7      |',
    ]);
  });
});
