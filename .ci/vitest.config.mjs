import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.spec.mjs'],
    environment: 'node',
    reporters: ['default', ['json', { outputFile: '../.cache/results/workspace.json' }]],
    testTimeout: 120_000,
  },
});
