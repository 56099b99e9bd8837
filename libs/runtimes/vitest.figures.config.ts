import { defineConfig } from 'vitest/config';

/** Figures for people to read: nothing is asserted about time, and `npm test` does not run them. */
export default defineConfig({
  test: {
    include: ['browser/**/*.figures.ts'],
    environment: 'node',
    globalSetup: ['browser/harness/global-setup.ts'],
    testTimeout: 3_600_000,
    fileParallelism: false,
  },
});
