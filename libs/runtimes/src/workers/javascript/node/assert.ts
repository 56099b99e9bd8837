import { inspect } from '../inspect/inspect.ts';
import { AssertionError, diffOf } from './assertion-error.ts';
import { isDeepEqual } from './deep-equal.ts';

type Message = string | Error | undefined;
type Expectation = unknown;
type Callable = (...values: never[]) => unknown;

interface Failure {
  readonly message: Message;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;
  readonly generated: () => string;
  readonly above: Callable;
  /** A message of the program's own leads what is generated, and does not take its place. */
  readonly isLead?: boolean;
}

function fail({ message, actual, expected, operator, generated, above, isLead = false }: Failure): never {
  if (message instanceof Error) throw message;
  const isGenerated = message === undefined;
  throw new AssertionError({
    message: isLead ? generated() : (message ?? generated()),
    actual,
    expected,
    operator,
    isGenerated,
    above,
  });
}

const isShort = (value: unknown): boolean => typeof value !== 'object' && typeof value !== 'function';

function ok(value?: unknown, message?: Message): void {
  if (value) return;
  const generated = (): string =>
    `The expression evaluated to a falsy value:\n\n  assert.ok(${inspect(value)})\n`;
  fail({ message, actual: value, expected: true, operator: '==', generated, above: ok });
}

function equal(actual: unknown, expected: unknown, message?: Message): void {
  // oxlint-disable-next-line eqeqeq -- what `assert.equal` is
  if (actual == expected || (Number.isNaN(actual) && Number.isNaN(expected))) return;
  const generated = (): string => `${inspect(actual)} == ${inspect(expected)}`;
  fail({ message, actual, expected, operator: '==', generated, above: equal });
}

function notEqual(actual: unknown, expected: unknown, message?: Message): void {
  // oxlint-disable-next-line eqeqeq -- what `assert.notEqual` is
  if (actual != expected) return;
  const generated = (): string => `${inspect(actual)} != ${inspect(expected)}`;
  fail({ message, actual, expected, operator: '!=', generated, above: notEqual });
}

function strictEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (Object.is(actual, expected)) return;
  const generated = (): string => {
    const head = typeof message === 'string' ? message : 'Expected values to be strictly equal:';
    if (isShort(actual) && isShort(expected))
      return `${head}\n\n${inspect(actual)} !== ${inspect(expected)}\n`;
    if (isDeepEqual(actual, expected)) {
      return `Values have same structure but are not reference-equal:\n\n${inspect(actual)}\n`;
    }
    return `${head}\n+ actual - expected\n\n${diffOf(actual, expected)}`;
  };
  fail({ message, actual, expected, operator: 'strictEqual', generated, above: strictEqual, isLead: true });
}

function notStrictEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (!Object.is(actual, expected)) return;
  const generated = (): string => `Expected "actual" to be strictly unequal to: ${inspect(expected)}`;
  fail({ message, actual, expected, operator: 'notStrictEqual', generated, above: notStrictEqual });
}

function deepStrictEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (isDeepEqual(actual, expected)) return;
  const generated = (): string =>
    `${typeof message === 'string' ? message : 'Expected values to be strictly deep-equal:'}\n+ actual - expected\n\n${diffOf(actual, expected)}`;
  fail({
    message,
    actual,
    expected,
    operator: 'deepStrictEqual',
    generated,
    above: deepStrictEqual,
    isLead: true,
  });
}

function notDeepStrictEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (!isDeepEqual(actual, expected)) return;
  const generated = (): string => `Expected "actual" not to be strictly deep-equal to: ${inspect(expected)}`;
  fail({ message, actual, expected, operator: 'notDeepStrictEqual', generated, above: notDeepStrictEqual });
}

function deepEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (isDeepEqual(actual, expected, false)) return;
  const generated = (): string =>
    `Expected values to be loosely deep-equal:\n\n${inspect(actual)}\n\nshould loosely deep-equal\n\n${inspect(expected)}`;
  fail({ message, actual, expected, operator: 'deepEqual', generated, above: deepEqual });
}

function notDeepEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (!isDeepEqual(actual, expected, false)) return;
  const generated = (): string => `Expected "actual" not to be loosely deep-equal to: ${inspect(expected)}`;
  fail({ message, actual, expected, operator: 'notDeepEqual', generated, above: notDeepEqual });
}

function match(text: string, pattern: RegExp, message?: Message): void {
  if (pattern.test(text)) return;
  const generated = (): string =>
    `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
  fail({ message, actual: text, expected: pattern, operator: 'match', generated, above: match });
}

function doesNotMatch(text: string, pattern: RegExp, message?: Message): void {
  if (!pattern.test(text)) return;
  const generated = (): string =>
    `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`;
  fail({
    message,
    actual: text,
    expected: pattern,
    operator: 'doesNotMatch',
    generated,
    above: doesNotMatch,
  });
}

const NOTHING = Symbol('nothing was thrown');

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return NOTHING;
}

async function rejectionOf(work: Promise<unknown> | (() => unknown)): Promise<unknown> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    return error;
  }
  return NOTHING;
}

interface Raised {
  readonly error: unknown;
  readonly expected: Expectation;
  readonly message: Message;
  readonly operator: 'throws' | 'rejects';
  readonly above: Callable;
}

/** Whether what was thrown is what was awaited. */
function checkRaised({ error, expected, message, operator, above }: Raised): void {
  const said = typeof expected === 'string' ? expected : message;
  if (error === NOTHING) {
    const what = operator === 'throws' ? 'exception' : 'rejection';
    const generated = (): string => `Missing expected ${what}${said ? `: ${String(said)}` : '.'}`;
    fail({ message: undefined, actual: undefined, expected, operator, generated, above });
  }
  if (expected === undefined || typeof expected === 'string') return;
  const wrong = (generated: () => string): never =>
    fail({ message, actual: error, expected, operator, generated, above });
  if (expected instanceof RegExp) {
    if (expected.test(String(error))) return;
    wrong(
      () =>
        `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(error))}\n`,
    );
  } else if (typeof expected === 'function') {
    if (isClass(expected) ? error instanceof expected : Reflect.apply(expected, undefined, [error]) === true)
      return;
    if (isClass(expected)) {
      const kind = error instanceof Error ? error.constructor.name : inspect(error);
      const told = error instanceof Error ? error.message : String(error);
      wrong(
        () =>
          `The error is expected to be an instance of "${expected.name}". Received "${kind}"\n\nError message:\n\n${told}`,
      );
    }
    wrong(() => `The function was expected to return "true". Received ${inspect(false)}`);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected)) {
      const given: unknown = Object(error)[key];
      const fits =
        value instanceof RegExp && typeof given === 'string' ? value.test(given) : isDeepEqual(given, value);
      if (!fits)
        wrong(
          () =>
            `Expected values to be strictly deep-equal:\n+ actual - expected\n\n${diffOf({ [key]: given }, { [key]: value })}`,
        );
    }
  }
}

const isClass = (value: unknown): value is new (...values: never[]) => object =>
  typeof value === 'function' &&
  (value.prototype instanceof Error || value === Error || /^class\b/.test(String(value)));

function throws(call: () => unknown, expected?: Expectation, message?: Message): void {
  checkRaised({ error: thrownBy(call), expected, message, operator: 'throws', above: throws });
}

async function rejects(
  work: Promise<unknown> | (() => unknown),
  expected?: Expectation,
  message?: Message,
): Promise<void> {
  checkRaised({ error: await rejectionOf(work), expected, message, operator: 'rejects', above: rejects });
}

function unwanted(error: unknown, message: Message, above: Callable): void {
  if (error === NOTHING) return;
  const what = above === doesNotThrow ? 'exception' : 'rejection';
  const told = error instanceof Error ? error.message : String(error);
  const generated = (): string => `Got unwanted ${what}.\nActual message: "${told}"`;
  fail({ message, actual: error, expected: undefined, operator: above.name, generated, above });
}

function doesNotThrow(call: () => unknown, message?: Message): void {
  unwanted(thrownBy(call), message, doesNotThrow);
}

async function doesNotReject(work: Promise<unknown> | (() => unknown), message?: Message): Promise<void> {
  unwanted(await rejectionOf(work), message, doesNotReject);
}

function ifError(value: unknown): void {
  if (value === null || value === undefined) return;
  const told = value instanceof Error ? value.message : inspect(value);
  const generated = (): string => `ifError got unwanted exception: ${told}`;
  fail({ message: undefined, actual: value, expected: null, operator: 'ifError', generated, above: ifError });
}

function refuse(message: Message = 'Failed'): never {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message, operator: 'fail', isGenerated: message === 'Failed', above: refuse });
}

const always = {
  AssertionError,
  doesNotMatch,
  doesNotReject,
  doesNotThrow,
  fail: refuse,
  ifError,
  match,
  notDeepStrictEqual,
  notStrictEqual,
  ok,
  rejects,
  strictEqual,
  throws,
  deepStrictEqual,
};

/** `node:assert/strict`. */
export const strictAssert = Object.assign(
  (value?: unknown, message?: Message): void => ok(value, message),
  always,
  {
    deepEqual: deepStrictEqual,
    equal: strictEqual,
    notDeepEqual: notDeepStrictEqual,
    notEqual: notStrictEqual,
  },
);
Object.assign(strictAssert, { strict: strictAssert });

/** `node:assert`. */
export const assert = Object.assign(
  (value?: unknown, message?: Message): void => ok(value, message),
  always,
  {
    deepEqual,
    equal,
    notDeepEqual,
    notEqual,
    strict: strictAssert,
  },
);
