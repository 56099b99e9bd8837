declare module 'virtual:pairlink-runtimes' {
  /** Where the plugin put the runtimes; for `new Runner(…)`. */
  export const runnerOptions: import('../src/host/runner.ts').RunnerOptions;
}
