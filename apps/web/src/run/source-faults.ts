import type { Diagnostic, RunRequest } from '@pairlink/runtimes';

/** What a language says about a place in a file of a run; line and column count from 1. */
export interface SourceFault {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** In UTF-16 units; it may go beyond the line. */
  readonly length: number;
  /** The line as it was when the run started: somebody may have edited it since. */
  readonly lineText: string;
  readonly severity: 'error' | 'warning';
  /** `TS2322`. */
  readonly code: string;
  readonly message: string;
}

/** What was found in the session's own files, with the lines that it is about. */
export function sourceFaults(
  diagnostics: readonly Diagnostic[],
  files: RunRequest['files'],
): readonly SourceFault[] {
  return diagnostics.flatMap(({ code, ...found }) => {
    const file = files[found.path];
    const text = typeof file === 'string' ? file.replaceAll('\r', '').split('\n')[found.line - 1] : undefined;
    return text === undefined ? [] : [{ ...found, code: `TS${code}`, lineText: text }];
  });
}
