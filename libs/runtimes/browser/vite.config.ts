import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { runtimes } from '../vite/index.ts';

export default defineConfig({
  root: fileURLToPath(new URL('page/', import.meta.url)),
  logLevel: 'warn',
  plugins: [runtimes()],
  build: { outDir: fileURLToPath(new URL('../dist/', import.meta.url)), emptyOutDir: true },
});
