import { format } from '../console/format.ts';
import type { Hook, HookName, Suite, TestBody, TestOptions } from './test-tree.ts';
import { newSuite } from './test-tree.ts';

type SuiteBody = () => unknown;
type Body = TestBody | SuiteBody;
type Given = string | TestOptions | Body | number | undefined;

interface Definition<B> {
  readonly name: string;
  readonly options: TestOptions;
  readonly body: B | undefined;
}

/** Sorts out `(name, options, body)`, of which each may be missing, and vitest's `(name, body, timeout)`. */
function read<B extends Body>(given: readonly Given[]): Definition<B> {
  const body = given.find((value) => typeof value === 'function') as B | undefined;
  const options = given.find((value) => typeof value === 'object') ?? {};
  const timeout = given.find((value) => typeof value === 'number');
  const name = given.find((value) => typeof value === 'string') ?? body?.name ?? '';
  return { name: name || '<anonymous>', options: { ...options, ...(timeout && { timeout }) }, body };
}

/** The functions by which a program says what its tests are, and the tree that they grow. */
export function defineTests() {
  const root = newSuite('', {});
  let current: Suite = root;

  const addTest = (given: readonly Given[], extra: TestOptions = {}, isExpectedToFail = false): void => {
    const { name, options, body } = read<TestBody>(given);
    current.children.push({ kind: 'test', name, options: { ...options, ...extra }, body, isExpectedToFail });
  };
  const addSuite = (given: readonly Given[], extra: TestOptions = {}): void => {
    const { name, options, body } = read<SuiteBody>(given);
    const suite = newSuite(name, { ...options, ...extra });
    const parent = current;
    parent.children.push(suite);
    current = suite;
    try {
      suite.ready = Promise.resolve(body?.());
      suite.ready.catch(() => {});
    } catch (error) {
      suite.ready = Promise.reject(error);
      suite.ready.catch(() => {});
    } finally {
      current = parent;
    }
  };

  const hook =
    (name: HookName) =>
    (call: Hook): void => {
      current.hooks[name].push(call);
    };

  const test = Object.assign(variants(addTest), {
    fails: (...given: Given[]): void => addTest(given, {}, true),
  });
  const describe = variants(addSuite);
  const hooks = {
    after: hook('after'),
    afterAll: hook('after'),
    afterEach: hook('afterEach'),
    before: hook('before'),
    beforeAll: hook('before'),
    beforeEach: hook('beforeEach'),
  };
  return { root, functions: { ...hooks, describe, it: test, suite: describe, test } };
}

const each =
  (add: (given: readonly Given[]) => void) =>
  (rows: readonly unknown[], ...values: unknown[]) =>
  (name: string, body: (...values: unknown[]) => unknown): void => {
    const table = isTemplate(rows) ? tableOf(rows, values) : rows;
    table.forEach((row, at) => {
      const args: unknown[] = Array.isArray(row) ? row : [row];
      add([titleOf(name, row, { args, at }), () => body(...args)]);
    });
  };

const withEach = <F extends (...given: Given[]) => void>(call: F) =>
  Object.assign(call, { each: each((given) => call(...given)) });

/** A function with all that may stand behind its name: `test.skip`, `test.each`. */
const variants = (add: (given: readonly Given[], extra?: TestOptions) => void) => {
  const plain = (...given: Given[]): void => add(given);
  const skip = (...given: Given[]): void => add(given, { skip: true });
  const only = (...given: Given[]): void => add(given, { only: true });
  return Object.assign(withEach(plain), {
    concurrent: plain,
    only: withEach(only),
    runIf: (isWanted: unknown) => (isWanted ? plain : skip),
    sequential: plain,
    skip: withEach(skip),
    skipIf: (isUnwanted: unknown) => (isUnwanted ? skip : plain),
    todo: (...given: Given[]): void => add(given, { todo: true }),
  });
};

const isTemplate = (
  rows: readonly unknown[],
): rows is readonly string[] & { readonly raw: readonly string[] } => 'raw' in rows;

/** The rows of a table in a template: the first line names the columns. */
function tableOf(strings: readonly string[], values: readonly unknown[]): Record<string, unknown>[] {
  const names = (strings[0] ?? '').split('|').map((name) => name.trim());
  const rows: Record<string, unknown>[] = [];
  for (let at = 0; at + names.length <= values.length; at += names.length) {
    rows.push(Object.fromEntries(names.map((name, n) => [name, values[at + n]])));
  }
  return rows;
}

function titleOf(
  name: string,
  row: unknown,
  { args, at }: { readonly args: readonly unknown[]; readonly at: number },
): string {
  const named = name.replaceAll('%#', String(at)).replaceAll(/\$(\w+)/g, (whole, key: string) => {
    const isKnown = typeof row === 'object' && row !== null && key in row;
    return isKnown ? format([Reflect.get(row, key)]) : whole;
  });
  const places = named.match(/%[sdifjoOp]/g)?.length ?? 0;
  return places > 0 ? format([named.replaceAll('%p', '%o'), ...args.slice(0, places)]) : named;
}

export type TestFunctions = ReturnType<typeof defineTests>['functions'];
