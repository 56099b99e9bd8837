import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Modules that beginners' programs import most, and those that Pairlink's own start needs. */
const MODULES =
  'abc ast asyncio atexit bisect calendar collections contextlib copy csv dataclasses datetime decimal enum fractions functools ' +
  'gc heapq importlib.machinery io itertools json math operator os pathlib pprint random re statistics string sys ' +
  'textwrap time traceback types typing';

const MAKER = `
const [loader, target, modules] = process.argv.slice(1);
const { loadPyodide } = await import(loader);
const { writeFileSync } = await import('node:fs');
const pyodide = await loadPyodide({ _makeSnapshot: true, env: { HOME: '/session' } });
for (const name of modules.split(' ')) pyodide.runPython('import ' + name, { globals: pyodide.globals.get('dict')() });
writeFileSync(target, pyodide.makeMemorySnapshot());
`;

/**
 * The memory of an interpreter that has started and loaded the usual modules; a browser continues from there in a third
 * of the time. Made once per version of Pyodide and kept in the workspace's `.cache`.
 */
export async function makePythonSnapshot(pyodideFolder: string): Promise<Uint8Array> {
  const packageText = await readFile(join(pyodideFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(packageText) as { version: string };
  const key = createHash('sha256').update(version).update(MAKER).update(MODULES).digest('hex').slice(0, 12);
  const cache = fileURLToPath(new URL('../../../.cache/runtimes/', import.meta.url));
  const file = join(cache, `python-${version}-${key}.bin`);
  try {
    return await readFile(file);
  } catch {
    await mkdir(dirname(file), { recursive: true });
    // Written aside and renamed: two builds at once must not read half a file.
    const draft = `${file}.${process.pid}`;
    const loader = new URL(`file://${join(pyodideFolder, 'pyodide.mjs')}`).href;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', MAKER, loader, draft, MODULES]);
    await rename(draft, file);
    return readFile(file);
  }
}
