import { frameAddress } from './frame-address.ts';
import type { ProgramRunner } from './run-controller.ts';

/** More than is shown to anybody: whoever ran the program can download it. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** Loads the runner's code; the languages themselves are loaded by their first use. */
export async function openRunner(): Promise<ProgramRunner> {
  const [{ Runner }, { runnerOptions }] = await Promise.all([
    import('@pairlink/runtimes'),
    import('virtual:pairlink-runtimes'),
  ]);
  return new Runner({
    ...runnerOptions,
    frameUrl: frameAddress('runner', runnerOptions.frameUrl),
    previewUrl: frameAddress('preview', runnerOptions.previewUrl),
    maxOutputBytes: MAX_OUTPUT_BYTES,
  });
}
