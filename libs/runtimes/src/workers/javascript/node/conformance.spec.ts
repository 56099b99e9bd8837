import nodeAssert from 'node:assert';
import nodePath from 'node:path';
import nodeUtil from 'node:util';
import { expect, test } from 'vitest';
import { assert, strictAssert } from './assert.ts';
import { isDeepEqual } from './deep-equal.ts';
import { EventEmitter } from './events.ts';
import { path } from './path.ts';
import { util } from './util.ts';

// What is made here says the same as the Node that runs these tests.

const PATHS = [
  '',
  '.',
  '..',
  '/',
  'a',
  'a/',
  '/a/b.txt',
  'a/../b',
  '../../x',
  './x//y/',
  '/a/./b/../c',
  'x.tar.gz',
  '.hidden',
  'a/.b.c',
];

test.each(PATHS)('the path %j is taken apart as in Node', (given) => {
  for (const name of ['normalize', 'dirname', 'basename', 'extname', 'isAbsolute'] as const) {
    expect([name, path[name](given)]).toEqual([name, nodePath.posix[name](given)]);
  }
  const { base, ext, name, root } = nodePath.posix.parse(given);
  if (given !== '' && given !== '/') expect(path.parse(given)).toMatchObject({ base, ext, name, root });
  expect(path.join('x', given, 'y')).toBe(nodePath.posix.join('x', given, 'y'));
  expect(path.resolve('/r', given)).toBe(nodePath.posix.resolve('/r', given));
  expect(path.relative('/r/s', `/r/${given}`)).toBe(nodePath.posix.relative('/r/s', `/r/${given}`));
});

const cyclic = (): object => {
  const object: Record<string, unknown> = { n: 1 };
  object['self'] = object;
  return object;
};
const VALUES: readonly unknown[] = [
  0,
  -0,
  Number.NaN,
  1,
  '1',
  1n,
  true,
  null,
  undefined,
  [],
  [1, 2],
  [2, 1],
  {},
  { a: undefined },
  { a: 1, b: { c: [1] } },
  Object.assign(Object.create(null) as object, { a: 1 }),
  new Map([[{ k: 1 }, 1]]),
  new Map([['k', 1]]),
  new Set([1, { a: 1 }]),
  new Set([{ a: 1 }, 1]),
  new Date(0),
  new Date(1),
  /a/g,
  /a/i,
  new Error('x'),
  new TypeError('x'),
  new Error('y'),
  new Uint8Array([1, 2]),
  new Uint16Array([1, 2]),
  Object(1),
  cyclic(),
];

test('equality of every pair of values is that of Node', () => {
  const wrong: string[] = [];
  const copies = [...VALUES, cyclic(), new Map([[{ k: 1 }, 1]]), new Date(0)];
  for (const a of VALUES) {
    for (const b of copies) {
      if (isDeepEqual(a, b) !== nodeUtil.isDeepStrictEqual(a, b)) wrong.push(nodeUtil.inspect([a, b]));
    }
  }
  expect(wrong).toEqual([]);
});

type Assert = Pick<
  typeof nodeAssert,
  'equal' | 'strictEqual' | 'throws' | 'match' | 'notStrictEqual' | 'ifError' | 'fail' | 'doesNotThrow'
>;

const CLAIMS: Readonly<Record<string, (assert_: Assert) => void>> = {
  'equal numbers': (it) => it.equal(1, 2),
  'equal, loosely': (it) => it.equal(1, '1'),
  'strictly equal texts': (it) => it.strictEqual('a', 'b'),
  'a message of its own': (it) => it.strictEqual(1, 2, 'own words'),
  'an error of its own': (it) => it.strictEqual(1, 2, new RangeError('own')),
  'nothing thrown': (it) => it.throws(() => {}),
  'something else thrown': (it) =>
    it.throws(() => {
      throw new TypeError('x');
    }, RangeError),
  'the right thing thrown': (it) =>
    it.throws(
      () => {
        throw new TypeError('xyz');
      },
      { name: 'TypeError', message: /y/ },
    ),
  'thrown against its word': (it) =>
    it.doesNotThrow(() => {
      throw new Error('inner');
    }),
  'a pattern': (it) => it.match('abc', /x/),
  unequal: (it) => it.notStrictEqual(1, 1),
  'an error given on': (it) => it.ifError(new Error('given')),
  failing: (it) => it.fail('gave up'),
};

function outcomeOf(claim: (assert_: Assert) => void, of: Assert): string {
  try {
    claim(of);
    return 'holds';
  } catch (error) {
    const { name, code, message } = error as { name: string; code?: string; message: string };
    return JSON.stringify([name, code, message]);
  }
}

test.each(Object.keys(CLAIMS))('assert answers like Node: %s', (name) => {
  const claim = CLAIMS[name];
  if (!claim) throw new Error('no such claim');
  expect(outcomeOf(claim, assert as unknown as Assert)).toBe(outcomeOf(claim, nodeAssert));
  expect(outcomeOf(claim, strictAssert as unknown as Assert)).toBe(outcomeOf(claim, nodeAssert.strict));
});

test('emitters call in order, once where asked, and throw an error that nobody hears', () => {
  const emitter = new EventEmitter();
  const heard: unknown[] = [];
  emitter.on('a', (value) => heard.push(['on', value]));
  emitter.prependOnceListener('a', (value) => heard.push(['first', value]));
  expect([emitter.emit('a', 1), emitter.emit('a', 2), emitter.emit('b')]).toEqual([true, true, false]);
  expect(heard).toEqual([
    ['first', 1],
    ['on', 1],
    ['on', 2],
  ]);
  expect(emitter.listenerCount('a')).toBe(1);
  expect(() => emitter.emit('error', new Error('unheard'))).toThrow('unheard');
});

test('promisify and callbackify turn one into the other', async () => {
  const twice = util.promisify((n, done) =>
    (done as (error: null, value: number) => void)(null, Number(n) * 2),
  );
  expect(await twice(4)).toBe(8);
  const called = await new Promise((resolve) => {
    util.callbackify(twice)(3, (_: unknown, value: unknown) => resolve(value));
  });
  expect(called).toBe(6);
});
