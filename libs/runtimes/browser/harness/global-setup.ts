import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { serveFolder } from './static-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    pageUrl: string;
  }
}

/** Builds the page of the tests and serves it while they run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build({ configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)) });
  const server = await serveFolder(fileURLToPath(new URL('../../dist/', import.meta.url)));
  project.provide('pageUrl', server.url);
  return () => server.close();
}
