import type { TestResult } from '@pairlink/protocol';
import { expect, test } from 'vitest';
import { defineTests } from './define-tests.ts';
import { expect as its } from './expect.ts';
import { fn } from './mock.ts';
import { summaryOf, TestRun } from './run-tests.ts';

type Functions = ReturnType<typeof defineTests>['functions'];

async function resultsOf(define: (functions: Functions) => void): Promise<string[]> {
  const { root, functions } = defineTests();
  define(functions);
  const results: TestResult[] = [];
  await new TestRun((result) => results.push(result)).run(root);
  return results.map(
    ({ path, status, message }) =>
      `${path.join(' > ')} ${status}${message ? `: ${message.split('\n')[0]}` : ''}`,
  );
}

test('suites nest, hooks run around every test, and one failure does not stop the rest', async () => {
  const order: string[] = [];
  const results = await resultsOf(({ describe, it, before, after, beforeEach, afterEach }) => {
    describe('outer', () => {
      before(() => order.push('before'));
      after(() => order.push('after'));
      beforeEach(() => order.push('each'));
      afterEach(() => order.push('done'));
      it('one', () => order.push('one'));
      describe('inner', () => {
        it('two', async () => {
          await Promise.resolve();
          throw new Error('broken');
        });
      });
    });
    it('last', { skip: 'not today' }, () => order.push('never'));
  });
  expect(results).toEqual([
    'outer > one passed',
    'outer > inner > two failed: Error: broken',
    'last skipped: not today',
  ]);
  expect(order).toEqual(['before', 'each', 'one', 'done', 'each', 'done', 'after']);
});

test('only, todo, each and fails are kept', async () => {
  expect(
    await resultsOf(({ test: it, describe }) => {
      it('left out', () => {});
      describe.only('chosen', () => {
        it.each([
          [1, 2],
          [2, 4],
        ])('twice %i is %i', (n, twice) => its(Number(n) * 2).valueOf() && twice);
        it.fails('must fail', () => {
          throw new Error('as it should');
        });
        it.todo('some day');
      });
      it.only('this too', () => {});
    }),
  ).toEqual([
    'left out skipped',
    'chosen > twice 1 is 2 passed',
    'chosen > twice 2 is 4 passed',
    'chosen > must fail passed',
    'chosen > some day skipped: to do',
    'this too passed',
  ]);
});

test('a test within a test fails the outer one; a context can skip', async () => {
  expect(
    await resultsOf(({ test: it }) => {
      it('outer', async (context) => {
        await context.test('inner', () => {
          throw new Error('deep');
        });
      });
      it('leaves', (context) => context.skip('no network'));
    }),
  ).toEqual([
    'outer > inner failed: Error: deep',
    'outer failed: Error: A test within failed: inner',
    'leaves skipped: no network',
  ]);
});

test('a broken hook fails its suite; what hangs can be interrupted', async () => {
  const { root, functions } = defineTests();
  functions.describe('suite', () => {
    functions.beforeAll(() => {
      throw new Error('no database');
    });
    functions.it('unreached', () => {});
  });
  functions.it('hangs', () => new Promise(() => {}));
  const results: TestResult[] = [];
  const run = new TestRun((result) => {
    results.push(result);
    if (results.length === 1) setTimeout(() => run.interrupt());
  });
  await run.run(root);
  expect(results.map(({ path, status }) => [path.join(' > '), status])).toEqual([
    ['suite > before', 'failed'],
    ['hangs', 'failed'],
  ]);
  expect(summaryOf(run.counts, 1234)).toBe('2 failed in 1.23 s');
});

type Matchers = Record<string, (...values: unknown[]) => unknown> & {
  readonly not: Matchers;
  readonly rejects: Matchers;
};
const claim = (value: unknown): Matchers => its(value) as Matchers;

test('matchers hold and fail with what was expected', () => {
  claim({ a: 1, b: undefined }).toEqual?.({ a: 1 });
  claim([1, { id: 7 }]).toEqual?.([its.any(Number), its.objectContaining({ id: its.anything() })]);
  claim(0.1 + 0.2).toBeCloseTo?.(0.3);
  claim({ user: { name: 'Ann' } }).toHaveProperty?.('user.name', 'Ann');
  claim('abc').not.toMatch?.(/x/);
  const mock = fn();
  mock(1, 'x');
  claim(mock).toHaveBeenCalledWith?.(1, its.stringContaining('x'));
  expect(() => claim(1).toBe?.(2)).toThrow('expected 1 to be 2');
  expect(() => claim([1]).not.toContain?.(1)).toThrow('expected [ 1 ] not to contain 1');
  expect(() => claim({ a: 1 }).toStrictEqual?.({ a: 1, b: undefined })).toThrow('-   b: undefined');
  expect(() =>
    claim(() => {
      throw new TypeError('odd');
    }).toThrow?.('even'),
  ).toThrow("to throw 'even', but it threw TypeError: odd");
});

test('a promise is awaited first', async () => {
  await claim(Promise.reject(new Error('gone'))).rejects.toThrow?.('gone');
  await expect(claim(Promise.resolve(1)).rejects.toThrow?.()).rejects.toThrow('it resolved with 1');
});
