import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {Record<string, string>} Versions
 * @typedef {{ name: string, scripts?: Record<string, string>, dependencies?: Versions, devDependencies?: Versions, nx?: { name: string, tags: string[] } }} Manifest
 * @typedef {{ project: string, folder: string, manifest: Manifest }} Room
 */

/**
 * @param {string} folder relative to the top
 * @returns {Manifest}
 */
export const readManifest = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/**
 * Every project of the workspace.
 * @returns {Room[]}
 */
export function rooms() {
  const folders = ['apps', 'libs'].flatMap((kind) =>
    readdirSync(join(root, kind)).map((name) => `${kind}/${name}`),
  );
  return folders.map((folder) => {
    const manifest = readManifest(folder);
    return { folder, manifest, project: manifest.nx?.name ?? manifest.name };
  });
}
