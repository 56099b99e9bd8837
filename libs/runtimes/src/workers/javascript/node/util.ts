import { format } from '../console/format.ts';
import { inspect } from '../inspect/inspect.ts';
import { isDeepEqual } from './deep-equal.ts';

type Callback = (error: unknown, value?: unknown) => void;

function promisify(call: (...values: unknown[]) => unknown): (...values: unknown[]) => Promise<unknown> {
  const own: unknown = Reflect.get(call, promisify.custom);
  if (typeof own === 'function') return own as (...values: unknown[]) => Promise<unknown>;
  return function promised(this: unknown, ...values) {
    return new Promise((resolve, reject) => {
      const settle: Callback = (error, value) => {
        // Whatever the callback was given as an error is what the promise is refused with.
        if (error) reject(error);
        else resolve(value);
      };
      Reflect.apply(call, this, [...values, settle]);
    });
  };
}
promisify.custom = Symbol.for('nodejs.util.promisify.custom');

function callbackify(call: (...values: unknown[]) => Promise<unknown>): (...values: unknown[]) => void {
  return function called(this: unknown, ...values) {
    const callback = values.pop() as Callback;
    const settled = Reflect.apply(call, this, values);
    settled.then(
      (value) => queueMicrotask(() => callback(null, value)),
      (error: unknown) => queueMicrotask(() => callback(error)),
    );
  };
}

function inherits(child: { prototype: object }, parent: { prototype: object }): void {
  Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(child.prototype, parent.prototype);
}

const isA =
  (...kinds: readonly (abstract new (...values: never[]) => object)[]) =>
  (value: unknown): boolean =>
    kinds.some((kind) => value instanceof kind);

const types = {
  isArrayBuffer: isA(ArrayBuffer),
  isAsyncFunction: (value: unknown): boolean =>
    typeof value === 'function' && Object.prototype.toString.call(value) === '[object AsyncFunction]',
  isDate: isA(Date),
  isGeneratorFunction: (value: unknown): boolean =>
    typeof value === 'function' && Object.prototype.toString.call(value) === '[object GeneratorFunction]',
  isMap: isA(Map),
  isNativeError: isA(Error),
  isPromise: isA(Promise),
  isRegExp: isA(RegExp),
  isSet: isA(Set),
  isTypedArray: (value: unknown): boolean => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: isA(Uint8Array),
  isWeakMap: isA(WeakMap),
  isWeakSet: isA(WeakSet),
};

function shown(value: unknown, options?: boolean | object, depth?: number | null): string {
  if (typeof options !== 'boolean') return inspect(value, { ...options });
  return inspect(value, { showHidden: options, ...(depth !== undefined && { depth }) });
}

/** `node:util`. */
export const util = {
  TextDecoder,
  TextEncoder,
  callbackify,
  deprecate: <T>(call: T): T => call,
  format: (...values: unknown[]): string => format(values),
  inherits,
  inspect: Object.assign(shown, { custom: Symbol.for('nodejs.util.inspect.custom') }),
  isArray: Array.isArray,
  isDeepStrictEqual: (a: unknown, b: unknown): boolean => isDeepEqual(a, b),
  promisify,
  stripVTControlCharacters: (text: string): string =>
    // oxlint-disable-next-line no-control-regex -- control characters are what it is about
    text.replaceAll(/\u001B\[[\d;]*[A-Za-z]/g, ''),
  styleText: (_style: unknown, text: string): string => text,
  types,
};
