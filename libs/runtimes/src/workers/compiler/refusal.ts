import type { BuildFailure } from 'esbuild-wasm/esm/browser.js';
import type { CompileResult } from '../../wire/messages.ts';

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && 'errors' in error;

/** What esbuild says about a program that it cannot read. */
export function toRefusal(error: unknown): Extract<CompileResult, { kind: 'refused' }> {
  const first = isBuildFailure(error) ? error.errors[0] : undefined;
  if (!first) return { kind: 'refused', message: String(error), place: null };
  const { text, location } = first;
  return {
    kind: 'refused',
    message: text,
    place: location && {
      path: location.file,
      line: location.line,
      column: location.column,
      lineText: location.lineText,
    },
  };
}
