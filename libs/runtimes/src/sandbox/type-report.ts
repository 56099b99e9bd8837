import type { CheckResult, Diagnostic, ProgramFiles } from '../wire/messages.ts';

const MAX_SHOWN = 20;

/** What the checker found, in words: the place, what is wrong, the line and a mark below it. */
export function typeReport(diagnostics: readonly Diagnostic[], files: ProgramFiles): string {
  const shown = diagnostics.slice(0, MAX_SHOWN).map((found) => describe(found, files));
  const count = diagnostics.length === 1 ? '1 type error' : `${diagnostics.length} type errors`;
  return `${shown.join('\n')}\nFound ${count}. The program runs all the same.\n`;
}

export const diagnosticsOf = (result: CheckResult): readonly Diagnostic[] =>
  result.kind === 'checked' ? result.diagnostics : [];

function describe(
  { path, line, column, length, code, severity, message }: Diagnostic,
  files: ProgramFiles,
): string {
  const head = `${path}:${line}:${column} - ${severity} TS${code}: ${message}\n`;
  const file = files[path];
  const text = typeof file === 'string' ? file.split('\n')[line - 1]?.trimEnd() : undefined;
  if (text === undefined) return head;
  const number = String(line);
  const marked = Math.max(1, Math.min(length, text.length - column + 1));
  // Tabs stay tabs, so that the mark stands below its word.
  const before = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${head}\n${number} ${text}\n${' '.repeat(number.length)} ${before}${'~'.repeat(marked)}\n`;
}
