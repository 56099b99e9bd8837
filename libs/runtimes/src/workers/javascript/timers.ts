import type { Activity } from './activity.ts';

type Callback = (...args: unknown[]) => unknown;

/** Timers that keep the program alive until they have fired or are cleared. */
export function installTimers(activity: Activity, scope: typeof globalThis): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = scope;
  const alive = new Set<number>();

  const forget = (id: number): void => {
    if (alive.delete(id)) activity.end();
  };

  const timeout = (callback: unknown, delayMs?: number, ...args: unknown[]): number => {
    requireFunction(callback);
    const id = setTimeout(() => {
      try {
        callback(...args);
      } finally {
        forget(id);
      }
    }, delayMs);
    alive.add(id);
    activity.begin();
    return id;
  };

  const interval = (callback: unknown, delayMs?: number, ...args: unknown[]): number => {
    requireFunction(callback);
    const id = setInterval(() => void callback(...args), delayMs);
    alive.add(id);
    activity.begin();
    return id;
  };

  const clear = (id?: number): void => {
    if (id === undefined) return;
    clearTimeout(id);
    clearInterval(id);
    forget(Number(id));
  };

  const define = (name: string, value: unknown): void => {
    Object.defineProperty(scope, name, { value, writable: true, configurable: true, enumerable: true });
  };
  define('setTimeout', timeout);
  define('setInterval', interval);
  define('setImmediate', (callback: unknown, ...args: unknown[]) => timeout(callback, 0, ...args));
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate']) define(name, clear);
}

function requireFunction(callback: unknown): asserts callback is Callback {
  if (typeof callback === 'function') return;
  const error = new TypeError('The "callback" argument must be of type function.');
  throw Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' });
}
