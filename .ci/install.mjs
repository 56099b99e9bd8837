import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { lockDifference } from './lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} path
 * @returns {import('./lock.mjs').Lock | null}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Makes `node_modules` what `package-lock.json` says; takes milliseconds when it is already so. */
export function install() {
  const wanted = readLock(join(root, 'package-lock.json'));
  if (wanted === null) throw new Error('package-lock.json is missing or not JSON');
  const installed = readLock(join(root, 'node_modules/.package-lock.json'));
  const difference = lockDifference(wanted, installed, (place) => existsSync(join(root, place)));
  if (difference === null) return;
  console.log(`Installing packages with npm ci (${difference}).`);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci failed; its message is above');
}
