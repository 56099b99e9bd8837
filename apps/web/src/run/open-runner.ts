import { DEFAULT_LIMITS } from '@pairlink/protocol';
import type { ProgramRunner } from './run-controller.ts';

/** Loads the runner's code; the languages themselves are loaded by their first use. */
export async function openRunner(): Promise<ProgramRunner> {
  const [{ Runner }, { runnerOptions }] = await Promise.all([
    import('@pairlink/runtimes'),
    import('virtual:pairlink-runtimes'),
  ]);
  // More than the session keeps would be shown here and to nobody else.
  return new Runner({ ...runnerOptions, maxOutputBytes: DEFAULT_LIMITS.runOutputBytes });
}
