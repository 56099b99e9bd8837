/* eslint-disable eslint/no-underscore-dangle -- Emscripten's names */
import type { PyodideModule } from './pyodide-module.ts';

/**
 * CPython guards the stack it can see, the one in WebAssembly's memory: 10 MB. The engine's own stack overflows long
 * before, and that ends the interpreter instead of raising RecursionError. These are the bytes of the visible stack
 * after which the other is still safe, found by recursing through functions of C: with a stack of the program's own
 * (984 KB in V8) it overflowed at 368 KB and more, on a worker's usual stack (500 KB) at half of that.
 */
const LIMIT_BYTES = { ownStack: 336 * 1024, workerStack: 128 * 1024 };

/** To be called from the program's own call of Python: one with its own stack has a thread state of its own. */
export function guardStack(module: PyodideModule): void {
  const limit = 'Suspending' in WebAssembly ? LIMIT_BYTES.ownStack : LIMIT_BYTES.workerStack;
  const here = module._emscripten_stack_get_current();
  module._PyUnstable_ThreadState_SetStackProtection(module._PyThreadState_Get(), here - limit, limit);
}
