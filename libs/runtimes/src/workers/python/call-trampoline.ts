/* eslint-disable eslint/no-underscore-dangle -- Emscripten's names */
import type { PyodideModule } from './pyodide-module.ts';

/**
 * CPython calls functions of C through a trampoline: a quick one of WebAssembly where the engine has garbage collected
 * types, else one of JavaScript, slower and greedy of stack. Which one is kept in the interpreter's memory, so a
 * snapshot made by an older Node brings the slow one. This puts the browser's own choice back.
 */
export class CallTrampoline {
  #module: PyodideModule | null = null;
  #choice = 0;

  /** To be called before the snapshot is loaded over the memory. */
  remember(module: PyodideModule): void {
    this.#module = module;
    this.#choice = module.HEAP32[this.#indexIn(module)] ?? 0;
  }

  restore(): void {
    if (this.#module) this.#module.HEAP32[this.#indexIn(this.#module)] = this.#choice;
  }

  #indexIn(module: PyodideModule): number {
    const offset = module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2] ?? 0;
    return (module.__PyRuntime + offset) >>> 2;
  }
}
