/* oxlint-disable no-restricted-imports -- part of the build, not of the web app */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const COMPRESSIBLE = /\.(?:js|mjs|css|html|svg|json|webmanifest|txt|ttf|wasm|map|bin)$/;
/** Below this a compressed file saves no packet. */
const MIN_BYTES = 512;

/**
 * Writes `.br` and `.gz` beside every file worth it, so that the server only picks one. Part of the build itself:
 * a second target on the same folder would lose them whenever Nx restores the build from its cache.
 */
export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'pairlink:precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const entries = await readdir(outDir, { recursive: true });
        await Promise.all(
          entries.filter((name) => COMPRESSIBLE.test(name)).map((name) => compress(join(outDir, name))),
        );
      },
    },
  };
}

async function compress(path: string): Promise<void> {
  const { size } = await stat(path);
  if (size < MIN_BYTES) return;
  const content = await readFile(path);
  // Wasm at 11 costs twenty seconds for four per cent; nobody downloads source maps on a slow line.
  const quality = /\.(?:wasm|map|bin)$/.test(path) ? 9 : 11;
  const [br, gz] = await Promise.all([
    brotli(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        [constants.BROTLI_PARAM_LGWIN]: 22,
      },
    }),
    zip(content, { level: 9 }),
  ]);
  if (br.length < size) await writeFile(`${path}.br`, br);
  if (gz.length < size) await writeFile(`${path}.gz`, gz);
}
