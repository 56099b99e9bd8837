import { inspect } from '../inspect/inspect.ts';
import { isDeepEqual } from '../node/deep-equal.ts';

/** Something that stands for all values of a kind: `expect.any(Number)`. */
export class Pattern {
  readonly name: string;
  readonly accepts: (value: unknown) => boolean;

  constructor(name: string, accepts: (value: unknown) => boolean) {
    this.name = name;
    this.accepts = accepts;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.name;
  }
}

const isPlain = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null;

/** `toEqual`: patterns count, `undefined` is the same as missing, and the kind of an object does not matter. */
export function fits(actual: unknown, expected: unknown): boolean {
  if (expected instanceof Pattern) return expected.accepts(actual);
  if (actual instanceof Pattern) return actual.accepts(expected);
  if (!isPlain(actual) || !isPlain(expected) || !isTree(actual) || !isTree(expected)) {
    return isDeepEqual(actual, expected);
  }
  if (Array.isArray(actual) !== Array.isArray(expected)) return false;
  if (Array.isArray(actual) && actual.length !== (expected as unknown as unknown[]).length) return false;
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...keys].every((key) => fits(actual[key], expected[key]));
}

/** `toMatchObject`: what is expected must be there, more may be. */
export function contains(actual: unknown, expected: unknown): boolean {
  if (expected instanceof Pattern) return expected.accepts(actual);
  if (!isPlain(actual) || !isPlain(expected) || !isTree(expected)) return fits(actual, expected);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, at) => contains(actual[at], item))
    );
  }
  return Object.keys(expected).every((key) => key in actual && contains(actual[key], expected[key]));
}

/** Kept in properties only. */
function isTree(value: object): boolean {
  if (Array.isArray(value)) return true;
  return Object.prototype.toString.call(value) === '[object Object]';
}

const of = (name: string, values: readonly unknown[]): string =>
  `${name}<${values.map((value) => inspect(value)).join(', ')}>`;

type Kind = abstract new (...values: never[]) => unknown;

const PRIMITIVES = new Map<unknown, string>([
  [String, 'string'],
  [Number, 'number'],
  [Boolean, 'boolean'],
  [BigInt, 'bigint'],
  [Symbol, 'symbol'],
  [Function, 'function'],
  [Object, 'object'],
]);

const isOf = (value: unknown, kind: Kind): boolean =>
  typeof value === PRIMITIVES.get(kind) || (isPlain(value) && value instanceof kind);

/** `expect.any` and its kin. */
export const patterns = {
  any: (kind: Kind) => new Pattern(`Any<${kind.name}>`, (value) => isOf(value, kind)),
  anything: () => new Pattern('Anything', (value) => value !== null && value !== undefined),
  arrayContaining: (items: readonly unknown[]) =>
    new Pattern(
      of('ArrayContaining', items),
      (value) => Array.isArray(value) && items.every((item) => value.some((given) => fits(given, item))),
    ),
  closeTo: (number: number, digits = 2) =>
    new Pattern(`CloseTo<${number}>`, (value) => isClose(value, number, digits)),
  objectContaining: (part: object) =>
    new Pattern(of('ObjectContaining', [part]), (value) => contains(value, part)),
  stringContaining: (part: string) =>
    new Pattern(of('StringContaining', [part]), (value) => typeof value === 'string' && value.includes(part)),
  stringMatching: (pattern: RegExp | string) =>
    new Pattern(
      of('StringMatching', [pattern]),
      (value) => typeof value === 'string' && new RegExp(pattern).test(value),
    ),
};

export const isClose = (value: unknown, number: number, digits: number): boolean =>
  typeof value === 'number' && (value === number || Math.abs(value - number) < 10 ** -digits / 2);
