import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makePythonSnapshot } from './python-snapshot.ts';
import { makeTypeScriptAssets } from './typescript-assets.ts';

const PYODIDE_FILES = [
  'pyodide.mjs',
  'pyodide.asm.mjs',
  'pyodide.asm.wasm',
  'python_stdlib.zip',
  'pyodide-lock.json',
];

export interface RuntimeAssets {
  /** Changes with any byte, so that the files may be cached for ever. */
  readonly version: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The languages' files, from the installed packages, and the snapshot made of them. */
export async function collectAssets(): Promise<RuntimeAssets> {
  const { resolve } = createRequire(import.meta.url);
  const pyodide = dirname(resolve('pyodide/package.json'));
  const esbuild = dirname(resolve('esbuild-wasm/package.json'));
  const files = new Map<string, Uint8Array>();
  for (const name of PYODIDE_FILES) files.set(name, await readFile(join(pyodide, name)));
  files.set('python-snapshot.bin', await makePythonSnapshot(pyodide));
  files.set('esbuild.wasm', await readFile(join(esbuild, 'esbuild.wasm')));
  for (const [name, bytes] of await makeTypeScriptAssets()) files.set(name, bytes);
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(name).update(bytes);
  return { version: hash.digest('hex').slice(0, 12), files };
}
