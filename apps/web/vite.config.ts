import react from '@vitejs/plugin-react';
// By path: Node cannot import TypeScript of another package, and Vite compiles only what lies beside its config.
import { runtimes } from '../../libs/runtimes/vite/index.ts';
import { defineConfig } from 'vitest/config';
import { pageHints } from './build/page-hints.ts';
import { precompress } from './build/precompress.ts';

/** Where `npm run dev` finds the gateway. */
const GATEWAY = 'http://localhost:3000';

/** Without these SharedArrayBuffer is missing, and Stop and `input()` take their slower paths. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  plugins: [react(), runtimes(), pageHints(), precompress()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    // The one large chunk is Monaco, loaded lazily.
    chunkSizeWarningLimit: 4000,
  },
  server: {
    headers: ISOLATION,
    proxy: { '/api': GATEWAY, '/socket.io': { target: GATEWAY, ws: true } },
  },
  test: {
    include: ['src/**/*.spec.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: '../../.cache/results/web.json' }]],
  },
});
