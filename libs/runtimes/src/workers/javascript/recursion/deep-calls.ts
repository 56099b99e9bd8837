import { withoutAdditions } from './deepen.ts';

/** A call that a function on the heap hands to the loop: what to call, then `this` and the arguments. */
type DeepCall = readonly [(...values: unknown[]) => unknown, readonly [unknown, ...unknown[]]];
type DeepBody = (...values: unknown[]) => Generator<DeepCall, unknown>;

/** Calls on the engine's own stack from which on a program is deep; a quarter of what fits. */
const DEEP_FRAMES = 1000;
/** After so many calls a function is hot. */
const HOT_CALLS = 16_384;
/** Where Node gives up, for a small function. */
const MAX_DEPTH = 11_000;

const KEY = Symbol.for('pairlink.deep');

/** What functions that `deepen` rewrote call. */
export function installDeepCalls(scope: typeof globalThis): void {
  Object.defineProperty(scope, KEY, { value: { call, look, run } });
  const native: () => string = Reflect.get(Function.prototype, 'toString');
  const value = new Proxy(native, {
    apply: (target, self: unknown) => withoutAdditions(Reflect.apply(target, self, [])),
  });
  Reflect.defineProperty(Function.prototype, 'toString', { value, writable: true, configurable: true });
}

/** 1 if the stack is deep, -1 if the function need not be watched any longer. */
function look(calls: number): number {
  if (stackDepth() >= DEEP_FRAMES) return 1;
  return calls >= HOT_CALLS ? -1 : 0;
}

/** V8's own part of `Error`. @see https://v8.dev/docs/stack-trace-api */
interface TracingError {
  stackTraceLimit: number;
  prepareStackTrace?: (error: unknown, frames: readonly unknown[]) => unknown;
  captureStackTrace?: (target: object) => void;
}

function stackDepth(): number {
  const tracing = Error as unknown as TracingError;
  // Other engines give a worker a larger stack.
  if (!tracing.captureStackTrace) return 0;
  const { stackTraceLimit, prepareStackTrace } = tracing;
  const target: { stack?: unknown } = {};
  try {
    tracing.stackTraceLimit = DEEP_FRAMES;
    // Counting is cheap; writing the frames out would not be.
    tracing.prepareStackTrace = (_error, frames) => frames.length;
    tracing.captureStackTrace(target);
    return Number(target.stack);
  } finally {
    tracing.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace) tracing.prepareStackTrace = prepareStackTrace;
    else delete tracing.prepareStackTrace;
  }
}

const call = (object: Record<string, DeepCall[0]>, name: string, args: readonly unknown[]): DeepCall => {
  const method = object[name];
  if (typeof method !== 'function') throw new TypeError(`${name} is not a function`);
  return [method, [object, ...args]];
};

const bodies = new WeakMap<DeepCall[0], DeepBody>();

/** Does a recursive call, and those that it makes, on the heap. */
function run(self: DeepCall[0], body: DeepBody, args: DeepCall[1]): unknown {
  bodies.set(self, body);
  const stack = [begin(body, args)];
  let next: { readonly value: unknown } | { readonly error: unknown } = { value: undefined };
  for (;;) {
    const top = stack.at(-1);
    if (!top) {
      if ('error' in next) throw next.error;
      return next.value;
    }
    try {
      const step: IteratorResult<DeepCall, unknown> =
        'error' in next ? top.throw(next.error) : top.next(next.value);
      if (step.done) {
        stack.pop();
        next = { value: step.value };
        continue;
      }
      next = enter(stack, step.value);
    } catch (error) {
      stack.pop();
      next = { error };
    }
  }
}

function enter(
  stack: Generator<DeepCall, unknown>[],
  [callee, args]: DeepCall,
): { readonly value: unknown } | { readonly error: unknown } {
  const body = bodies.get(callee);
  try {
    if (!body) return { value: Reflect.apply(callee, args[0], args.slice(1)) };
    if (stack.length > MAX_DEPTH - DEEP_FRAMES) throw new RangeError('Maximum call stack size exceeded');
    stack.push(begin(body, args));
    return { value: undefined };
  } catch (error) {
    return { error };
  }
}

const begin = (body: DeepBody, [self, ...args]: DeepCall[1]): Generator<DeepCall, unknown> =>
  Reflect.apply(body, self, args);
