import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type typescript from 'typescript';
import { minify } from 'vite';

type TypeScript = typeof typescript;

/** Where the libraries of a program start; each names the ones that it builds on. */
const LIBRARIES = ['esnext', 'dom', 'dom.iterable', 'dom.asynciterable'];
/** Changed when what is made here changes. */
const RECIPE = 1;

/**
 * TypeScript for the checker: its one file, made small, and the declarations of the libraries without their comments.
 * Made once per version and kept in the workspace's `.cache`, because it takes some seconds.
 */
export async function makeTypeScriptAssets(): Promise<ReadonlyMap<string, Uint8Array>> {
  const require = createRequire(import.meta.url);
  const file = require.resolve('typescript');
  const ts = require(file) as TypeScript;
  const key = createHash('sha256').update(`${RECIPE} ${LIBRARIES.join()}`).digest('hex').slice(0, 8);
  const cached = async (name: string, make: () => Promise<string> | string): Promise<Uint8Array> => {
    const at = fileURLToPath(
      new URL(`../../../.cache/runtimes/${ts.version}-${key}-${name}`, import.meta.url),
    );
    try {
      return await readFile(at);
    } catch {
      await mkdir(dirname(at), { recursive: true });
      // Written aside and renamed: two builds at once must not read half a file.
      const draft = `${at}.${process.pid}`;
      await writeFile(draft, await make());
      await rename(draft, at);
      return readFile(at);
    }
  };
  return new Map([
    ['typescript.js', await cached('typescript.js', () => shorten(file))],
    ['typescript-libraries.json', await cached('libraries.json', () => collectLibraries(ts, dirname(file)))],
  ]);
}

async function shorten(file: string): Promise<string> {
  const source = await readFile(file, 'utf8');
  const { code, errors } = await minify('typescript.js', source, { module: false });
  if (errors[0]) throw new Error(`typescript.js: ${errors[0].message}`);
  return code;
}

async function collectLibraries(ts: TypeScript, folder: string): Promise<string> {
  const printer = ts.createPrinter({ removeComments: true });
  const texts: Record<string, string> = {};
  const add = async (library: string): Promise<void> => {
    const name = `lib.${library}.d.ts`;
    if (name in texts) return;
    const text = await readFile(join(folder, name), 'utf8');
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
    const others = source.libReferenceDirectives.map(({ fileName }) => fileName);
    const references = others.map((other) => `/// <reference lib="${other}" />\n`).join('');
    texts[name] = references + printer.printFile(source);
    for (const other of others) await add(other);
  };
  for (const library of LIBRARIES) await add(library);
  return JSON.stringify(texts);
}
