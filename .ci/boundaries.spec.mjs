import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { forbiddenArrows, readTags } from './arrows.mjs';
import { strayImports } from './imports.mjs';
import { readManifest, root, rooms } from './workspace.mjs';

const bin = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name);

/** @type {string} */
let temp;
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'pairlink-boundaries-'));
});
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Lints one line as if it stood in a project, by the command that the project's own `lint` script is. */
const lint = (/** @type {string} */ folder, /** @type {string} */ line) => {
  const home = join(temp, folder);
  mkdirSync(join(home, 'src'), { recursive: true });
  cpSync(join(root, '.oxlintrc.json'), join(temp, '.oxlintrc.json'));
  writeFileSync(join(home, 'src/sample.ts'), `${line}\n`);
  const args = ['--deny-warnings', '-c', '../../.oxlintrc.json', '.'];
  return spawnSync(bin('oxlint'), args, { cwd: home, encoding: 'utf8' });
};

const node = (/** @type {string} */ kind, /** @type {string} */ env) => ({
  data: { tags: [`kind:${kind}`, `env:${env}`] },
});

describe('the projects of the workspace', () => {
  it('depend on each other only along the arrows of the architecture', () => {
    const file = join(temp, 'graph.json');
    execFileSync(bin('nx'), ['graph', `--file=${file}`], {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false' },
    });
    const { graph } = JSON.parse(readFileSync(file, 'utf8'));

    expect(Object.keys(graph.nodes).toSorted()).toEqual(
      rooms()
        .map(({ project }) => project)
        .toSorted(),
    );
    expect(forbiddenArrows(graph)).toEqual([]);
  });

  it.each(rooms())('$folder has a kind and an environment', ({ manifest }) => {
    expect(() => readTags(manifest.nx?.tags ?? [])).not.toThrow();
  });

  it.each(rooms())('$folder imports nothing that it does not name', ({ folder, manifest }) => {
    const shared = readManifest('.').devDependencies;
    const named = { ...shared, ...manifest.dependencies, ...manifest.devDependencies };
    const allowed = new Set(Object.keys(named));
    const reachable = rooms().flatMap((room) => (allowed.has(room.manifest.name) ? [room.folder] : []));
    expect(strayImports({ folder, allowed, reachable })).toEqual([]);
  });
});

describe('the rule of the arrows', () => {
  const nodes = {
    protocol: node('contract', 'any'),
    collab: node('model', 'any'),
    runtimes: node('runtime', 'browser'),
    gateway: node('app', 'node'),
    web: node('app', 'browser'),
    'web-e2e': node('e2e', 'node'),
  };
  const arrow = (/** @type {string} */ source, /** @type {string} */ target, type = 'static') =>
    forbiddenArrows({ nodes, dependencies: { [source]: [{ source, target, type }] } });

  it.each([
    ['web', 'runtimes'],
    ['web', 'collab'],
    ['gateway', 'collab'],
    ['collab', 'protocol'],
    ['runtimes', 'protocol'],
    ['web-e2e', 'protocol'],
  ])('lets %s use %s', (source, target) => expect(arrow(source, target)).toEqual([]));

  it.each([
    ['gateway', 'runtimes'],
    ['gateway', 'web'],
    ['web', 'gateway'],
    ['collab', 'runtimes'],
    ['runtimes', 'collab'],
    ['protocol', 'collab'],
    ['web-e2e', 'collab'],
    ['web-e2e', 'gateway'],
  ])('refuses %s the use of %s', (source, target) => expect(arrow(source, target)).toHaveLength(1));

  it('lets an end-to-end project wait for the apps it tests', () => {
    expect(arrow('web-e2e', 'gateway', 'implicit')).toEqual([]);
  });
});

describe('a forbidden import', () => {
  it.each([
    ['apps/gateway', '@pairlink/runtimes'],
    ['apps/gateway', '@pairlink/web'],
    ['apps/gateway', 'react'],
    ['apps/gateway', 'monaco-editor'],
    ['apps/web', '@pairlink/gateway'],
    ['apps/web', 'node:fs'],
    ['apps/web', '@nestjs/common'],
    ['libs/protocol', 'yjs'],
    ['libs/protocol', 'node:crypto'],
    ['libs/protocol', '@pairlink/collab'],
    ['libs/collab', 'node:fs'],
    ['libs/collab', '@pairlink/runtimes'],
    ['libs/runtimes', 'yjs'],
    ['libs/runtimes', '@pairlink/collab'],
  ])('makes lint fail: %s imports %s', (folder, specifier) => {
    const { status, stdout } = lint(folder, `export { thing } from '${specifier}';`);
    expect(stdout).toContain('no-restricted-imports');
    expect(status).toBe(1);
  });

  it.each(rooms().filter(({ manifest }) => '@pairlink/protocol' in (manifest.dependencies ?? {})))(
    'is not what $folder does by importing the protocol',
    ({ folder }) => {
      const { status, stdout } = lint(folder, "export { isSessionId } from '@pairlink/protocol';");
      expect(stdout).not.toContain('no-restricted-imports');
      expect(status).toBe(0);
    },
  );

  it('is what every project looks for', () => {
    for (const { manifest } of rooms()) {
      expect(manifest.scripts?.lint).toBe('oxlint --type-aware --deny-warnings -c ../../.oxlintrc.json .');
    }
  });
});

describe('what is installed', () => {
  const manifests = [readManifest('.'), ...rooms().map(({ manifest }) => manifest)];
  /** @type {import('./lock.mjs').Lock} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const places = Object.entries(lock.packages).filter(([place]) => place.includes('node_modules/'));

  it.each(manifests)('is named by exact version in $name', ({ dependencies, devDependencies }) => {
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([name, version]) =>
        !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) && !(name.startsWith('@pairlink/') && version === '*'),
    );
    expect(ranges).toEqual([]);
  });

  it('is known by its content, and never by the address it came from', () => {
    const foreign = places.filter(([, { link, integrity, resolved }]) =>
      link === true ? false : integrity === undefined || resolved !== undefined,
    );
    expect(foreign.map(([place]) => place)).toEqual([]);
  });

  // Two copies of Yjs do not know each other's types; two of Socket.io's server do not share their patches.
  it.each(['yjs', 'y-protocols', 'lib0', 'socket.io', 'engine.io', 'react'])('has %s once', (name) => {
    expect(versionsOf(name)).toHaveLength(1);
  });

  it.each([
    ['ws', '8.21.0'],
    ['socket.io-parser', '4.2.6'],
    ['engine.io', '6.6.9'],
  ])('has no %s older than %s, which has known holes', (name, oldest) => {
    const older = versionsOf(name).filter(
      (version) => version.localeCompare(oldest, 'en', { numeric: true }) < 0,
    );
    expect(older).toEqual([]);
  });

  /** @param {string} name */
  function versionsOf(name) {
    return places.flatMap(([place, { version }]) =>
      place.endsWith(`node_modules/${name}`) ? (version ?? '') : [],
    );
  }
});
