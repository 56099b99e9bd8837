import { expect, it } from 'vitest';
import { findMatches } from './find-matches.ts';

it.each([
  ['Error: an error', 'ERROR', [0, 10]],
  ['a.b a+b', 'a.b', [0]],
  ['İstanbul, Straße', 'straße', [10]],
  ['(1/2) [x]', '(1/2) [x]', [0]],
  ['anything', '', []],
])('In %j, %j stands at %j', (text, query, expected) => {
  expect(findMatches(text, query, 100).map(({ from }) => from)).toEqual(expected);
});

it('Finding ends at the limit', () => {
  expect(findMatches('x'.repeat(1000), 'x', 10)).toHaveLength(10);
});
