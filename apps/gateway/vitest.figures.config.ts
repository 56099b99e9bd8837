import { defineConfig } from 'vitest/config';

/** Figures for people to read: nothing is asserted about time, and `npm test` does not run them. */
export default defineConfig({
  test: {
    include: ['src/**/*.figures.ts', 'src/live/bad-input.spec.ts'],
    environment: 'node',
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    env: { FIGURES: '1' },
  },
});
