import type { Loader } from 'esbuild-wasm/esm/browser.js';
import { transform } from 'esbuild-wasm/esm/browser.js';
import type { CompiledCode, CompileJob } from '../../wire/messages.ts';

const LOADERS: Readonly<Record<string, Loader>> = { tsx: 'tsx', jsx: 'jsx', js: 'js', mjs: 'js' };

/** Removes types from one file; nothing is checked. */
export async function transpile(job: Extract<CompileJob, { kind: 'transpile' }>): Promise<CompiledCode> {
  const { code, map } = await transform(job.source, {
    loader: LOADERS[job.path.split('.').at(-1) ?? ''] ?? 'ts',
    format: 'esm',
    target: 'es2022',
    sourcefile: job.path,
    sourcemap: 'external',
    // Class and function names are part of what a program prints.
    keepNames: false,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  });
  return { code, map };
}
