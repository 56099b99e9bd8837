declare module 'virtual:pairlink-runtimes' {
  import type { RunnerOptions } from '@pairlink/runtimes';

  /** Where the plugin put the runtimes; for `new Runner(…)`. */
  export const runnerOptions: RunnerOptions;
}
