import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['browser/**/*.spec.ts'],
    environment: 'node',
    globalSetup: ['browser/harness/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Two cores, and Chromium needs them.
    fileParallelism: false,
    reporters: ['default', ['json', { outputFile: '../../.cache/results/runtimes-browser.json' }]],
  },
});
