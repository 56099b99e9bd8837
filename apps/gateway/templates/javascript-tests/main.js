// Tests of slug.js, with a test runner of a few lines. Make one fail, then make it pass again.
import { expect, report, test } from './tiny-test.js';
import { slug } from './slug.js';

test('joins words with hyphens', () => {
  expect(slug('Open a Link')).toBe('open-a-link');
});

test('leaves out what no address can hold', () => {
  expect(slug('What? 100 % yes!')).toBe('what-100-yes');
});

test('writes accents as plain letters', () => {
  expect(slug('Crème brûlée')).toBe('creme-brulee');
});

test('refuses what has nothing left', () => {
  expect(() => slug('…')).toThrow();
});

report();
