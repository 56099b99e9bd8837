import type { ProgramFiles } from '../../wire/messages.ts';

export function describeFailure(
  reason: unknown,
  _maps: ReadonlyMap<string, string>,
  _files: ProgramFiles,
): string {
  return `Uncaught ${reason instanceof Error ? (reason.stack ?? String(reason)) : String(reason)}\n`;
}
