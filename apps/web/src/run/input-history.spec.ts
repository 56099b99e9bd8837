import { describe, expect, it } from 'vitest';
import { InputHistory } from './input-history.ts';

describe('the lines typed for programs', () => {
  it('come back one by one, and the line being typed after the newest', () => {
    const history = new InputHistory();
    for (const line of ['a', 'b', 'b', '', 'c']) history.add(line);
    expect([history.older('dra'), history.older('c'), history.older('b'), history.older('a')]).toEqual([
      'c',
      'b',
      'a',
      'a',
    ]);
    expect([history.newer('a'), history.newer('b'), history.newer('c'), history.newer('dra')]).toEqual([
      'b',
      'c',
      'dra',
      'dra',
    ]);
  });

  it('start from the newest again after one was sent', () => {
    const history = new InputHistory();
    history.add('a');
    history.older('');
    history.add('b');
    expect(history.older('')).toBe('b');
  });

  it('are as many as are kept', () => {
    const history = new InputHistory(2);
    for (const line of ['a', 'b', 'c']) history.add(line);
    expect([history.older(''), history.older(''), history.older('')]).toEqual(['c', 'b', 'b']);
  });
});
