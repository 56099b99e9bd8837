import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleScript } from '../../testing/bundle-script.ts';

/** A mount that only the process and its children see. */
const inOwnMounts = (command: string): [string, string[]] => [
  'unshare',
  ['--user', '--map-root-user', '--mount', 'sh', '-c', command],
];

const canMount = spawnSync(...inOwnMounts('mount -t tmpfs tmpfs /mnt')).status === 0;

describe.runIf(canMount)('a full disk under LMDB', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pairlink-full-'));
  let script: Awaited<ReturnType<typeof bundleScript>>;

  beforeAll(async () => {
    script = await bundleScript(new URL('write-until-full.ts', import.meta.url));
  });
  afterAll(() => {
    script.remove();
    rmSync(directory, { recursive: true });
  });

  it('is told to whoever writes, loses nothing acknowledged, and is over when there is room', async () => {
    const mount = `mount -t tmpfs -o size=3m tmpfs '${directory}'`;
    const run = `exec '${process.execPath}' '${script.path}' '${directory}'`;
    const child = spawn(...inOwnMounts(`${mount} && ${run}`), { stdio: ['ignore', 'pipe', 'ignore'] });
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect([child.exitCode, child.signalCode]).toEqual([0, null]);
    const outcome: { acknowledged: number; refused: number } = JSON.parse(output);
    expect(outcome).toMatchObject({ lost: 0, healthWhenFull: 'down', isGoingOn: true });
    expect(outcome.acknowledged).toBeGreaterThan(5);
    expect(outcome.refused).toBeGreaterThan(5);
  });
});
