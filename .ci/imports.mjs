import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, resolve } from 'node:path';

import { parseSync } from 'vite';

import { root } from './workspace.mjs';

const SOURCE = /\.(ts|tsx|mjs)$/;
const SKIPPED = new Set(['node_modules', 'dist', '.cache', '.data']);
/**
 * @param {string} folder absolute
 * @returns {string[]}
 */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(path);
    return SOURCE.test(entry.name) && !entry.name.includes('.generated.') ? [path] : [];
  });
}

/**
 * What a file asks for, by `import`, `export … from` and `import('…')`; type imports too.
 * @param {string} file
 * @returns {string[]}
 */
function specifiers(file) {
  const text = readFileSync(file, 'utf8');
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^(['"`])([^$]+)\1$/.exec(text.slice(start, end));
      return literal?.[2] ?? [];
    }),
  ];
}

/** @param {string} specifier */
const packageName = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * Imports a project may not make, each as a sentence: of a package its own package.json does not name (npm's
 * hoisting would let it work by accident) and of a file outside the project. Configurations alone may reach for the
 * source of a project that is named: tools load them without a bundler, which cannot run TypeScript from a package.
 * @param {{ folder: string, allowed: Set<string>, reachable: string[] }} project `reachable`: folders of named projects
 * @returns {string[]}
 */
export function strayImports({ folder, allowed, reachable }) {
  const home = join(root, folder);
  return sourceFiles(home).flatMap((file) => {
    const where = relative(root, file);
    const reach = [home, ...(file.endsWith('.config.ts') ? reachable.map((other) => join(root, other)) : [])];
    return specifiers(file).flatMap((specifier) => {
      if (specifier.startsWith('.')) {
        const target = resolve(file, '..', specifier);
        return reach.some((place) => target.startsWith(`${place}/`))
          ? []
          : [`${where} reaches for ${specifier}`];
      }
      if (isBuiltin(specifier) || specifier.includes(':')) return [];
      const name = packageName(specifier);
      return allowed.has(name) ? [] : [`${where} imports ${name}, which its package.json does not name`];
    });
  });
}
