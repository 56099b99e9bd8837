/* eslint-disable typescript/no-extraneous-class -- what is shown is odd on purpose */
import { format as nodeFormat } from 'node:util';
import { expect, test } from 'vitest';
import { format } from './format.ts';

const CALLS: readonly (readonly unknown[])[] = [
  [],
  [''],
  [
    '%s is %d years and %i, %f, %j %o %O %%',
    'Ann',
    42.5,
    42.9,
    '1.5',
    { j: 1 },
    [1, { a: 2 }],
    { deep: { b: 1 } },
    'extra',
    { more: 1 },
  ],
  ['%s %s %s', null, undefined, { a: 1 }, '%s', 5],
  ['100%', 5, '%d', 7],
  ['%c styled', 'color: red', 'x'],
  ['%s', Symbol('q'), -0, '%x'],
  ['%i|%f|%d|%s', '42px', 'abc', '0x10', [1, [2, [3]]]],
  ['%s', { toString: () => 'custom' }, class Z {}, () => 1],
  ['%s', new Date(0), new Map([[1, 2]])],
  ['%d', 5n, '%s'],
  ['%d %i %f', Symbol('a'), Symbol('b'), Symbol('c')],
  ['%s %d', -0, -0],
  ['%%', 1],
  ['%%'],
  ['%s'],
  ['a%', '%s', 'b'],
  ['%j', { a: [1] }, '%', '%%'],
  [{ a: 1 }, 'text', 1n],
  ['%o', { f: [1, 2] }],
  ['%s', class Named {}, function f() {}],
  [
    '%s',
    new (class Temp {
      degrees = 3;
    })(),
  ],
];

test.each(CALLS)('formats call %# as Node does', (...values) => {
  expect(format(values)).toBe(nodeFormat(...values));
});
