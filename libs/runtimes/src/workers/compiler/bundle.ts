import type { Plugin } from 'esbuild-wasm/esm/browser.js';
import { build } from 'esbuild-wasm/esm/browser.js';
import type { CompiledCode, CompileJob } from '../../wire/messages.ts';

type BundleJob = Extract<CompileJob, { kind: 'bundle' }>;

const ENTRY = 'pairlink:cycle';

/**
 * Joins modules that import each other in a cycle, which addresses of blobs cannot express. The joined module exports
 * the k-th name of the n-th of them as `m<n>_<k>`.
 */
export async function bundle(job: BundleJob): Promise<CompiledCode> {
  const result = await build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    sourcemap: 'external',
    outfile: 'cycle.js',
    treeShaking: false,
    plugins: [sessionFiles(job)],
  });
  const read = (ending: string): string =>
    result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { code: read('.js'), map: read('.map') };
}

function sessionFiles({ exports, modules }: BundleJob): Plugin {
  return {
    name: 'session-files',
    setup(build_) {
      build_.onResolve({ filter: /.*/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return { path, namespace: 'entry' };
        return Object.hasOwn(modules, path) ? { path, namespace: 'session' } : { path, external: true };
      });
      build_.onLoad({ filter: /.*/, namespace: 'entry' }, () => ({
        contents: exports.map(exportStatement).join('\n'),
        loader: 'js',
      }));
      build_.onLoad({ filter: /.*/, namespace: 'session' }, ({ path }) => ({
        contents: modules[path] ?? '',
        loader: 'js',
      }));
    },
  };
}

function exportStatement({ path, names }: BundleJob['exports'][number], at: number): string {
  const list = names.map((name, n) => `${JSON.stringify(name)} as m${at}_${n}`).join();
  return `import ${JSON.stringify(path)}; export { ${list} } from ${JSON.stringify(path)};`;
}
