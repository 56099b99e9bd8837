interface Comparison {
  /** As `===` and with prototypes, or as `==`. */
  readonly isStrict: boolean;
  /** Pairs that are being compared: an object that contains itself is equal to one that does so too. */
  readonly pairs: Map<object, object>;
}

/** `assert.deepStrictEqual` as a question; with `isStrict` false `assert.deepEqual`. */
export function isDeepEqual(a: unknown, b: unknown, isStrict = true): boolean {
  return equal(a, b, { isStrict, pairs: new Map() });
}

function equal(a: unknown, b: unknown, comparison: Comparison): boolean {
  if (Object.is(a, b)) return true;
  const { isStrict, pairs } = comparison;
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
    // oxlint-disable-next-line eqeqeq -- the loose comparison is what was asked for
    return !isStrict && (a == b || (Number.isNaN(a) && Number.isNaN(b)));
  }
  if (isStrict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (tagOf(a) !== tagOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (pairs.get(a) === b) return true;
  pairs.set(a, b);
  try {
    return equalInside(a, b, comparison) && equalProperties(a, b, comparison);
  } finally {
    pairs.delete(a);
  }
}

const tagOf = (value: object): string => Object.prototype.toString.call(value);

/** What is not kept in properties. */
function equalInside(a: object, b: object, comparison: Comparison): boolean {
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp && b instanceof RegExp)
    return String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (a instanceof Error && b instanceof Error) {
    return a.name === b.name && a.message === b.message && equal(a.cause, b.cause, comparison);
  }
  if (isBoxed(a) && isBoxed(b)) return Object.is(a.valueOf(), b.valueOf());
  if (a instanceof Set && b instanceof Set) return a.size === b.size && equalSets(a, b, comparison);
  if (a instanceof Map && b instanceof Map) return a.size === b.size && equalMaps(a, b, comparison);
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) {
    return equal(new Uint8Array(a), new Uint8Array(b), comparison);
  }
  const areIdentities = [WeakMap, WeakSet, Promise].some((kind) => a instanceof kind);
  return !areIdentities && (!Array.isArray(a) || a.length === (b as unknown[]).length);
}

const BOXES = new Set(['Number', 'String', 'Boolean', 'BigInt', 'Symbol'].map((name) => `[object ${name}]`));

const isBoxed = (value: object): boolean => BOXES.has(tagOf(value));

function equalSets(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>, comparison: Comparison): boolean {
  const left = [...b].filter((item) => !a.has(item));
  for (const item of a) {
    if (b.has(item)) continue;
    const at = left.findIndex((other) => equal(item, other, comparison));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

function equalMaps(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown>,
  comparison: Comparison,
): boolean {
  const left = [...b].filter(([key]) => !a.has(key));
  for (const [key, value] of a) {
    if (b.has(key)) {
      if (!equal(value, b.get(key), comparison)) return false;
      continue;
    }
    const at = left.findIndex(
      ([otherKey, other]) => equal(key, otherKey, comparison) && equal(value, other, comparison),
    );
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

function equalProperties(a: object, b: object, comparison: Comparison): boolean {
  const keys = ownKeys(a);
  if (keys.length !== ownKeys(b).length) return false;
  return keys.every(
    (key) =>
      Object.prototype.propertyIsEnumerable.call(b, key) &&
      equal(Reflect.get(a, key), Reflect.get(b, key), comparison),
  );
}

const ownKeys = (value: object): (string | symbol)[] =>
  Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
