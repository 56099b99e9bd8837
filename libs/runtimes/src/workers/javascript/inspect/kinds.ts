/** What an object is to the engine, whatever its prototype or tags say. */

const tagOf = (value: object): string => Object.prototype.toString.call(value);

function hasBrand(probe: () => unknown): boolean {
  try {
    probe();
    return true;
  } catch {
    return false;
  }
}

const getter = (prototype: object, key: string): ((this: unknown) => unknown) =>
  // Called with `this` given each time.
  // eslint-disable-next-line typescript/unbound-method
  Object.getOwnPropertyDescriptor(prototype, key)?.get ?? (() => undefined);

const mapSize = getter(Map.prototype, 'size');
const setSize = getter(Set.prototype, 'size');
const TypedArray = Object.getPrototypeOf(Uint8Array) as { readonly prototype: object };
const typedArrayTag = getter(TypedArray.prototype, Symbol.toStringTag as unknown as string);
const MapIteratorPrototype = Object.getPrototypeOf(new Map().entries()) as object;
const SetIteratorPrototype = Object.getPrototypeOf(new Set().entries()) as object;

export type TypedArrayLike = ArrayLike<number | bigint> & ArrayBufferView;

export const isMap = (value: object): value is Map<unknown, unknown> =>
  value instanceof Map && hasBrand(() => mapSize.call(value));
export const isSet = (value: object): value is Set<unknown> =>
  value instanceof Set && hasBrand(() => setSize.call(value));
export const isTypedArray = (value: object): value is TypedArrayLike =>
  typedArrayTag.call(value) !== undefined;
export const typedArrayName = (value: object): string => String(typedArrayTag.call(value));
export const isMapIterator = (value: object): value is Iterator<unknown> =>
  MapIteratorPrototype.isPrototypeOf(value);
export const isSetIterator = (value: object): value is Iterator<unknown> =>
  SetIteratorPrototype.isPrototypeOf(value);
export const isArguments = (value: object): boolean => tagOf(value) === '[object Arguments]';
export const isRegExp = (value: object): value is RegExp =>
  value instanceof RegExp && hasBrand(() => RegExp.prototype.exec.call(value, ''));
export const isDate = (value: object): value is Date =>
  value instanceof Date && hasBrand(() => Date.prototype.getTime.call(value));
export const isError = (value: object): value is Error =>
  value instanceof Error || tagOf(value) === '[object Error]';
export const isPromise = (value: object): value is Promise<unknown> =>
  value instanceof Promise && tagOf(value) !== '[object Object]';
export const isDataView = (value: object): value is DataView =>
  ArrayBuffer.isView(value) && !isTypedArray(value);
export const isModule = (value: object): boolean =>
  Object.getPrototypeOf(value) === null && !Object.isExtensible(value) && tagOf(value) === '[object Module]';

const byteLength = getter(ArrayBuffer.prototype, 'byteLength');

export function bufferKind(value: object): 'ArrayBuffer' | 'SharedArrayBuffer' | null {
  if (value instanceof ArrayBuffer && hasBrand(() => byteLength.call(value))) return 'ArrayBuffer';
  if (typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer)
    return 'SharedArrayBuffer';
  return null;
}

/** The primitive in `new Number(3)` and its like. */
export function unbox(value: object): { readonly type: string; readonly primitive: unknown } | null {
  for (const Box of [Number, String, Boolean, BigInt, Symbol]) {
    if (!(value instanceof Box)) continue;
    try {
      const primitive: unknown = (Box.prototype.valueOf as () => unknown).call(value);
      return { type: Box.name, primitive };
    } catch {
      return null;
    }
  }
  return null;
}

const prototypeOf = (sample: object): object => Object.getPrototypeOf(sample) as object;
const FUNCTION_KINDS: readonly (readonly [object, string])[] = [
  [prototypeOf(async function* () {}), 'AsyncGeneratorFunction'],
  [prototypeOf(async () => {}), 'AsyncFunction'],
  [prototypeOf(function* () {}), 'GeneratorFunction'],
];

/** `Function`, `AsyncFunction` and so on. */
export const functionKind = (value: object): string =>
  FUNCTION_KINDS.find(([prototype]) => prototype.isPrototypeOf(value))?.[1] ?? 'Function';
