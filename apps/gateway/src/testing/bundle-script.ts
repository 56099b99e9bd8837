import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
// Inside the project, where its packages are found from.
const OUTPUT = join(PROJECT, 'node_modules/.cache/scripts/');

/** Builds a TypeScript file of this project into something that plain `node` runs, for tests that kill processes. */
export async function bundleScript(source: URL): Promise<{ path: string; remove(): void }> {
  await mkdir(OUTPUT, { recursive: true });
  const outDir = mkdtempSync(join(OUTPUT, 'script-'));
  await build({
    root: PROJECT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: [/^@pairlink\//] },
    build: {
      ssr: fileURLToPath(source),
      outDir,
      target: 'node20',
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'script.js' } },
    },
  });
  return { path: join(outDir, 'script.js'), remove: () => rmSync(outDir, { recursive: true }) };
}
