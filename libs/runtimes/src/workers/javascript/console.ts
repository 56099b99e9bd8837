import type { ProgramOutput } from '../program-output.ts';

export function installConsole(output: ProgramOutput): void {
  const print =
    (stream: 'stdout' | 'stderr') =>
    (...values: unknown[]) =>
      output.write(stream, `${values.map(String).join(' ')}\n`);
  Object.assign(globalThis.console, {
    log: print('stdout'),
    info: print('stdout'),
    debug: print('stdout'),
    error: print('stderr'),
    warn: print('stderr'),
  });
}
