import type { Activity } from './activity.ts';

type AnyFunction = (this: unknown, ...values: unknown[]) => unknown;

const CRYPTO_CALLS =
  'digest encrypt decrypt sign verify generateKey deriveKey deriveBits importKey exportKey wrapKey unwrapKey'.split(
    ' ',
  );

/** Calls of the browser that end some time later; a program that waits for one is not over. */
export function watchBrowserWork(activity: Activity, scope: typeof globalThis): void {
  const watch = (owner: object | undefined, ...names: readonly string[]): void => {
    for (const name of names) {
      const native = owner && (Reflect.get(owner, name) as AnyFunction | undefined);
      if (!owner || typeof native !== 'function') continue;
      const watched: AnyFunction = function watched(...values) {
        const result = native.apply(this, values);
        if (result instanceof Promise) void keepAlive(activity, result);
        return result;
      };
      Object.defineProperty(watched, 'name', { value: name });
      Object.defineProperty(owner, name, { value: watched, writable: true, configurable: true });
    }
  };
  watch(scope, 'fetch', 'createImageBitmap');
  watch(scope.SubtleCrypto?.prototype, ...CRYPTO_CALLS);
  watch(scope.Blob?.prototype, 'text', 'arrayBuffer', 'bytes');
  watch(scope.Response?.prototype, 'text', 'arrayBuffer', 'bytes', 'json', 'blob', 'formData');
  watch(scope.WebAssembly, 'compile', 'instantiate', 'compileStreaming', 'instantiateStreaming');
  watch(scope.ReadableStreamDefaultReader?.prototype, 'read');
  watch(scope.WritableStreamDefaultWriter?.prototype, 'write', 'close');
  watch(scope.ReadableStream?.prototype, 'pipeTo');
}

async function keepAlive(activity: Activity, work: Promise<unknown>): Promise<void> {
  activity.begin();
  try {
    await work;
  } catch {
    // Whoever made the call handles its failure; this only waits.
  } finally {
    activity.end();
  }
}
