import { inspect } from '../inspect/inspect.ts';
import { AssertionError, diffOf } from '../node/assertion-error.ts';
import { isDeepEqual } from '../node/deep-equal.ts';
import { contains, fits, isClose, patterns } from './matching.ts';
import { isMock } from './mock.ts';

/** A matcher's answer; `said` ends the sentence "expected … to". */
interface Verdict {
  readonly isMet: boolean;
  readonly said: string;
  /** Shown line by line when it is not met. */
  readonly expected?: unknown;
}

type Matcher = (actual: unknown, ...values: never[]) => Verdict;

const isNumeric = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

const compare =
  (words: string, isMet: (a: number | bigint, b: number | bigint) => boolean): Matcher =>
  (actual, limit: number | bigint) => ({
    isMet: isNumeric(actual) && isMet(actual, limit),
    said: `be ${words} ${inspect(limit)}`,
  });

const callsOf = (value: unknown): readonly unknown[][] => {
  if (!isMock(value)) throw new TypeError(`${inspect(value)} is not a mock: make one with vi.fn()`);
  return value.mock.calls;
};

function valueAt(
  object: unknown,
  path: string | readonly PropertyKey[],
): { readonly isThere: boolean; readonly value?: unknown } {
  const keys = typeof path === 'string' ? path.replaceAll(/\[(\w+)\]/g, '.$1').split('.') : path;
  let value: unknown = object;
  for (const key of keys) {
    if (value === null || value === undefined || !(key in Object(value))) return { isThere: false };
    value = Reflect.get(Object(value) as object, key);
  }
  return { isThere: true, value };
}

function wasThrown(error: unknown, expected: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  if (expected === undefined) return true;
  if (typeof expected === 'string') return message.includes(expected);
  if (expected instanceof RegExp) return expected.test(message);
  if (typeof expected === 'function') return error instanceof expected;
  return expected instanceof Error ? message === expected.message : contains(error, expected);
}

function thrown(actual: unknown, expected: unknown, isSettled: boolean): Verdict {
  const said =
    expected === undefined
      ? 'throw'
      : `throw ${typeof expected === 'function' ? expected.name : inspect(expected)}`;
  if (isSettled) return { isMet: wasThrown(actual, expected), said };
  if (typeof actual !== 'function') throw new TypeError('toThrow needs a function that is to be called');
  try {
    Reflect.apply(actual as () => unknown, undefined, []);
  } catch (error) {
    const given = error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
    return { isMet: wasThrown(error, expected), said: `${said}, but it threw ${given}` };
  }
  return { isMet: false, said };
}

const MATCHERS: Readonly<Record<string, Matcher>> = {
  toBe: (actual, expected: unknown) => ({
    isMet: Object.is(actual, expected),
    said: `be ${inspect(expected)}`,
    expected,
  }),
  toBeCloseTo: (actual, number: number, digits: number = 2) => ({
    isMet: isClose(actual, number, digits),
    said: `be close to ${number}`,
  }),
  toBeDefined: (actual) => ({ isMet: actual !== undefined, said: 'be defined' }),
  toBeFalsy: (actual) => ({ isMet: !actual, said: 'be falsy' }),
  toBeGreaterThan: compare('greater than', (a, b) => a > b),
  toBeGreaterThanOrEqual: compare('at least', (a, b) => a >= b),
  toBeInstanceOf: (actual, kind: new () => object) => ({
    isMet: actual instanceof kind,
    said: `be an instance of ${kind.name}`,
  }),
  toBeLessThan: compare('less than', (a, b) => a < b),
  toBeLessThanOrEqual: compare('at most', (a, b) => a <= b),
  toBeNaN: (actual) => ({ isMet: Number.isNaN(actual), said: 'be NaN' }),
  toBeNull: (actual) => ({ isMet: actual === null, said: 'be null' }),
  toBeTruthy: (actual) => ({ isMet: Boolean(actual), said: 'be truthy' }),
  toBeTypeOf: (actual, name: string) => ({ isMet: typeof actual === name, said: `be of the type ${name}` }),
  toBeUndefined: (actual) => ({ isMet: actual === undefined, said: 'be undefined' }),
  toContain: (actual, item: unknown) => ({
    isMet:
      typeof actual === 'string'
        ? actual.includes(String(item))
        : [...(actual as Iterable<unknown>)].includes(item),
    said: `contain ${inspect(item)}`,
  }),
  toContainEqual: (actual, item: unknown) => ({
    isMet: [...(actual as Iterable<unknown>)].some((given) => fits(given, item)),
    said: `contain something equal to ${inspect(item)}`,
  }),
  toEqual: (actual, expected: unknown) => ({
    isMet: fits(actual, expected),
    said: `equal ${inspect(expected)}`,
    expected,
  }),
  toHaveBeenCalled: (actual) => ({ isMet: callsOf(actual).length > 0, said: 'have been called' }),
  toHaveBeenCalledTimes: (actual, count: number) => ({
    isMet: callsOf(actual).length === count,
    said: `have been called ${count} times, but it was called ${callsOf(actual).length} times`,
  }),
  toHaveBeenCalledWith: (actual, ...values: unknown[]) => ({
    isMet: callsOf(actual).some((call) => fits(call, values)),
    said: `have been called with ${inspect(values)}; its calls were ${inspect(callsOf(actual))}`,
  }),
  toHaveBeenLastCalledWith: (actual, ...values: unknown[]) => ({
    isMet: fits(callsOf(actual).at(-1), values),
    said: `have been called with ${inspect(values)} last; its calls were ${inspect(callsOf(actual))}`,
  }),
  toHaveLength: (actual, length: number) => ({
    isMet: Object(actual).length === length,
    said: `have the length ${length}, but it has ${inspect(Object(actual).length)}`,
  }),
  toHaveProperty: (actual, path: string | PropertyKey[], ...values: unknown[]) => {
    const { isThere, value } = valueAt(actual, path);
    const said = `have the property ${inspect(path)}${values.length > 0 ? ` with ${inspect(values[0])}` : ''}`;
    return { isMet: isThere && (values.length === 0 || fits(value, values[0])), said };
  },
  toMatch: (actual, pattern: RegExp | string) => ({
    isMet: typeof pattern === 'string' ? String(actual).includes(pattern) : pattern.test(String(actual)),
    said: `match ${inspect(pattern)}`,
  }),
  toMatchObject: (actual, expected: unknown) => ({
    isMet: contains(actual, expected),
    said: `match ${inspect(expected)}`,
    expected,
  }),
  toStrictEqual: (actual, expected: unknown) => ({
    isMet: isDeepEqual(actual, expected),
    said: `strictly equal ${inspect(expected)}`,
    expected,
  }),
};

const SAME_AS: Readonly<Record<string, string>> = {
  toBeCalled: 'toHaveBeenCalled',
  toBeCalledTimes: 'toHaveBeenCalledTimes',
  toBeCalledWith: 'toHaveBeenCalledWith',
  toThrowError: 'toThrow',
};

interface Subject {
  readonly actual: unknown;
  readonly isNegated: boolean;
  /** How a promise is awaited first. */
  readonly settles?: 'resolves' | 'rejects';
}

function judge(
  { actual, isNegated }: Subject,
  { isMet, said, ...rest }: Verdict,
  above: (...values: never[]) => unknown,
): void {
  if (isMet !== isNegated) return;
  const not = isNegated ? 'not ' : '';
  const isLarge = typeof actual === 'object' && actual !== null && 'expected' in rest && !isNegated;
  const diff = isLarge ? `\n\n+ received  - expected\n\n${diffOf(actual, rest.expected)}` : '';
  const message = `expected ${inspect(actual)} ${not}to ${said}${diff}`;
  throw new AssertionError({ message, actual, expected: rest.expected, operator: 'expect', above });
}

async function settled(work: unknown, how: 'resolves' | 'rejects'): Promise<unknown> {
  const promise = typeof work === 'function' ? (work as () => unknown)() : work;
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    if (how === 'rejects') return error;
    throw new AssertionError({
      message: `expected the promise to resolve, but it rejected with ${inspect(error)}`,
    });
  }
  if (how === 'resolves') return value;
  throw new AssertionError({
    message: `expected the promise to reject, but it resolved with ${inspect(value)}`,
  });
}

/** The matchers of one `expect(…)`. */
function matchersOf(subject: Subject): object {
  const methods: Record<string, (...values: never[]) => unknown> = {};
  const { settles } = subject;
  const define = (name: string, match: Matcher): void => {
    const method = (...values: never[]): unknown => {
      if (!settles) return judge(subject, match(subject.actual, ...values), method);
      return settled(subject.actual, settles).then((actual) =>
        judge({ ...subject, actual }, match(actual, ...values), method),
      );
    };
    methods[name] = method;
  };
  for (const [name, match] of Object.entries(MATCHERS)) define(name, match);
  define('toThrow', (actual, expected: unknown) => thrown(actual, expected, settles !== undefined));
  for (const [name, same] of Object.entries(SAME_AS)) {
    const method = methods[same];
    if (method) methods[name] = method;
  }
  const getters = {
    not: { get: () => matchersOf({ ...subject, isNegated: !subject.isNegated }) },
    rejects: { get: () => matchersOf({ ...subject, settles: 'rejects' }) },
    resolves: { get: () => matchersOf({ ...subject, settles: 'resolves' }) },
  };
  return Object.defineProperties(methods, getters);
}

/** `expect`, in the words that Jest made common. */
export const expect = Object.assign(
  (actual?: unknown): object => matchersOf({ actual, isNegated: false }),
  patterns,
  {
    assertions: (): void => {},
    fail: (message = 'failed'): never => {
      throw new AssertionError({ message });
    },
    hasAssertions: (): void => {},
  },
);
