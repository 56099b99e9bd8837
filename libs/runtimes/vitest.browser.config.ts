import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['browser/**/*.spec.ts'],
    environment: 'node',
    globalSetup: ['browser/harness/global-setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // The tests measure, and share two cores with Chromium.
    fileParallelism: false,
    reporters: ['default', ['json', { outputFile: '../../.cache/results/runtimes-browser.json' }]],
  },
});
