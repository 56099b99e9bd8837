import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: 'main.js' } },
  },
  // Libraries of this workspace are TypeScript sources: bundle them, leave npm packages outside.
  ssr: { noExternal: [/^@pairlink\//] },
  test: {
    include: ['src/**/*.spec.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: '../../.cache/results/gateway.json' }]],
  },
});
