import type { CompileDesk } from './compile-desk.ts';
import type { ModuleLinker } from './module-linker.ts';
import { RefusedSource } from './refused-source.ts';

/**
 * The engine refuses a module without saying where; the compiler knows. It is asked only after that refusal, so that a
 * program of JavaScript that is in order never waits for it.
 */
export async function locateSyntaxError(
  reason: unknown,
  linker: ModuleLinker,
  desk: CompileDesk,
): Promise<unknown> {
  if (!(reason instanceof SyntaxError) || reason instanceof RefusedSource) return reason;
  for (const { path, code } of await linker.sources()) {
    const result = await desk.compile({ kind: 'transpile', path, source: code });
    if (result.kind === 'refused' && result.place) return new RefusedSource(reason.message, result.place);
  }
  return reason;
}
