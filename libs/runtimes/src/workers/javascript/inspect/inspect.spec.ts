/* eslint-disable typescript/no-extraneous-class, eslint/no-sparse-arrays, unicorn/no-new-array -- what is shown is odd on purpose */
import { inspect as nodeInspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inspect } from './inspect.ts';

class Point {
  #secret = 1;
  constructor(
    public x: number,
    public y: unknown,
  ) {}
  get sum(): number {
    return this.x + this.#secret;
  }
}
class Celsius {
  degrees = 20;
  get [Symbol.toStringTag](): string {
    return 'Temperature';
  }
}
class Stack extends Map<string, number> {}
class Fault extends Error {
  override name = 'Fault';
  code = 7;
}
const loop: Record<string, unknown> = { name: 'loop' };
loop['self'] = loop;
loop['list'] = [loop, { loop }];
const bare = Object.assign(Object.create(null) as object, { a: 1 });
const noStack = (error: Error): Error => Object.assign(error, { stack: `${error.name}: ${error.message}` });

const VALUES: readonly (readonly [string, unknown])[] = [
  ['primitives', [1, -0, Number.NaN, 1e21, 10n, true, null, undefined, Symbol('s'), Symbol(), 'a']],
  [
    'quotes',
    [
      "it's",
      'say "hi"',
      `both ' and "`,
      'all \' " `',
      '${x} \' "',
      'line\nbreak',
      '\t\u0007\u001b\u009b',
      '\\',
      '\ud800',
    ],
  ],
  [
    'nesting',
    { a: { b: { c: { d: 1 } } }, list: [[[[1]]]], map: new Map([[{ k: 1 }, new Map([[1, { deep: {} }]])]]) },
  ],
  [
    'keys',
    { 'key-with-dash': 1, 5: 2, _ok: 3, $dollar: 4, ['__proto__']: 5, '': 6, [Symbol('sym')]: 7, ünicode: 8 },
  ],
  // eslint-disable-next-line no-sparse-arrays
  [
    'holes',
    [
      [1, , 3, , ,],
      new Array(5),
      Object.assign([1, , 2], { key: 'v', '-1': 0 }),
      Object.assign([], { a: 1 }),
    ],
  ],
  ['long list', Array.from({ length: 120 }, (_, at) => at * 37)],
  ['list of words', Array.from({ length: 40 }, (_, at) => 'w'.repeat(at % 9))],
  ['list of mixed', Array.from({ length: 27 }, (_, at) => (at % 3 ? at : `n${at}`))],
  ['list of objects', Array.from({ length: 12 }, (_, at) => ({ at, name: `item ${at}` }))],
  ['list of wide', ['日本語', '🙂', 'ａｂｃ', 'é', 'e\u0301', 'abc', 'de', 'f']],
  [
    'long strings',
    ['x'.repeat(90), { text: 'y'.repeat(200) }, `${'line '.repeat(30)}\n${'more '.repeat(30)}`],
  ],
  ['over-long string', ['z'.repeat(10_050)]],
  [
    'functions',
    [
      function named() {},
      () => {},
      async () => {},
      function* gen() {},
      async function* agen() {},
      Math.max,
      Object.assign(() => {}, { p: 1 }),
    ],
  ],
  [
    'classes',
    [
      class A {},
      class B extends Array {},
      class extends Point {},
      Object.assign(class C {}, { s: 1 }),
      Point,
      Stack,
    ],
  ],
  [
    'instances',
    [
      new Point(1, new Point(2, new Point(3, new Point(4, 5)))),
      new Celsius(),
      new Stack([['k', 1]]),
      new (class extends Point {})(1, 2),
      new (class Empty {})(),
    ],
  ],
  [
    'no prototype',
    [
      bare,
      Object.create(null),
      Object.create({ a: 1 }),
      Object.create(bare),
      Object.create(Object.create(null)),
    ],
  ],
  [
    'accessors',
    {
      get g() {
        return 1;
      },
      set s(_v: number) {},
      get both() {
        return 1;
      },
      set both(_v: number) {},
    },
  ],
  [
    'dates',
    [
      new Date(0),
      new Date(Number.NaN),
      Object.assign(new Date(0), { p: 1 }),
      new (class Day extends Date {})(0),
    ],
  ],
  ['patterns', [/re+/gi, Object.assign(/x/, { p: 1 }), new (class Re extends RegExp {})('a', 'u')]],
  [
    'boxes',
    [
      new Number(3),
      new Number(-0),
      new String('str'),
      new Boolean(false),
      Object(1n),
      Object(Symbol('q')),
      Object.assign(new String('ab'), { p: 1 }),
    ],
  ],
  [
    'collections',
    [
      new Map(),
      new Set(),
      new Map([['k', { v: 1 }]]),
      new Set(['a', { x: 1 }]),
      Object.assign(new Set([1]), { tag: 'x' }),
      new Set([new Set([new Set([new Set([1])])])]),
    ],
  ],
  [
    'large collections',
    [
      new Set(Array.from({ length: 130 }, (_, at) => at)),
      new Map(Array.from({ length: 30 }, (_, at) => [at, `v${at}`])),
    ],
  ],
  ['weak collections', [new WeakMap(), new WeakSet()]],
  [
    'buffers',
    [
      new Uint8Array([1, 2, 3]),
      new Float64Array(3),
      new BigInt64Array(2),
      new ArrayBuffer(4),
      new ArrayBuffer(120),
      new DataView(new ArrayBuffer(2)),
      new Uint8Array(0),
      new Uint8Array(150),
    ],
  ],
  [
    'iterators',
    [[1, 2][Symbol.iterator](), (function* () {})(), 'ab'.matchAll(/a/g), 'ab'[Symbol.iterator]()],
  ],
  ['circular', loop],
  ['twice the same', [loop, loop]],
  ['names of the language', [JSON, Math, Reflect, Atomics, Intl]],
  ['match', 'abc'.match(/(?<first>b)/)],
  [
    'errors',
    [
      noStack(new Error('x')),
      noStack(new Fault('y')),
      noStack(new TypeError('z', { cause: 'why' })),
      noStack(new AggregateError([1], 'all')),
      { inner: noStack(new Error('')) },
    ],
  ],
  [
    'error with lines',
    Object.assign(new Error('m'), { stack: 'Error: m\n    at f (main.js:1:1)', extra: { a: 1 } }),
  ],
  [
    'nested error',
    { a: [Object.assign(new RangeError('m'), { stack: 'RangeError: m\n    at f (main.js:1:1)' })] },
  ],
  [
    'custom',
    {
      shown: { [nodeInspect.custom]: () => 'as I\nlike' },
      other: { [nodeInspect.custom]: () => ({ a: 1 }) },
    },
  ],
  ['line of 72', { a: 'x'.repeat(20), b: 'x'.repeat(20), c: 'x'.repeat(9) }],
  ['line of 76', { a: 'x'.repeat(20), b: 'x'.repeat(20), c: 'x'.repeat(13) }],
  [
    'arguments',
    (function (..._values: number[]) {
      return arguments;
    })(1, 2),
  ],
  ['frozen', Object.freeze({ a: Object.freeze([1]) })],
  ['tagged', { [Symbol.toStringTag]: 'Own', a: 1 }],
  ['generic', [new Promise(() => {}), Symbol.iterator, globalThis === undefined]],
];

test('shows what an iterator still has, and leaves it there', () => {
  const entries = new Map([[1, { a: 2 }]]).entries();
  const values = new Set([5, 6]).values();
  values.next();
  expect(inspect([entries, values])).toBe('[ [Map Entries] { [ 1, { a: 2 } ] }, [Set Iterator] { 6 } ]');
  expect([...entries, ...values]).toEqual([[1, { a: 2 }], 6]);
});

describe('inspect shows what Node shows', () => {
  test.each(VALUES)('%s', (_name, value) => {
    expect(inspect(value)).toBe(nodeInspect(value));
  });

  const OPTIONS: readonly Readonly<Record<string, unknown>>[] = [
    { depth: 0 },
    { depth: null },
    { depth: -1 },
    { breakLength: 40 },
    { breakLength: Number.POSITIVE_INFINITY },
    { compact: 1 },
    { compact: false },
    { maxArrayLength: 3 },
    { maxStringLength: 5 },
    { sorted: true },
  ];
  test.each(OPTIONS)('with %o', (options) => {
    for (const [, value] of VALUES) expect(inspect(value, options)).toBe(nodeInspect(value, options));
  });
});
