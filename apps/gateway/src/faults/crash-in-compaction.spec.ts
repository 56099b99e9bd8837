import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { contentHash } from '@pairlink/collab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bundleScript } from '../testing/bundle-script.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { openStore } from './testing/open-store.ts';

describe('a crash while a log is compacted', () => {
  const servers = new RedisServers();
  const folder = mkdtempSync(join(tmpdir(), 'pairlink-compaction-'));
  let script: Awaited<ReturnType<typeof bundleScript>>;
  let redisUrl: string;
  beforeAll(async () => {
    script = await bundleScript(new URL('testing/crash-in-compaction.ts', import.meta.url));
    redisUrl = (await servers.server()).url;
  });
  afterAll(async () => {
    script.remove();
    await servers.stop();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['LMDB', 'asked for'],
    ['LMDB', 'under way'],
    ['LMDB', 'answered'],
    ['Redis', 'asked for'],
    ['Redis', 'under way'],
    ['Redis', 'answered'],
  ] as const)('leaves the document as it was: %s, compaction %s', async (kind, step) => {
    const place = kind === 'Redis' ? redisUrl : join(folder, step);
    const child = spawn(process.execPath, [script.path, place, step], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(child.signalCode).toBe('SIGKILL');
    const said = (what: string): (string | undefined)[] =>
      [...output.matchAll(/^(\w+) (.+)$/gm)].flatMap(([, key, value]) => (key === what ? [value] : []));
    expect(said('stored').length).toBeGreaterThan(5);

    const store = await openStore(place);
    const { snapshot, entries } = await store.load(said('session')[0] ?? '');
    await store.close();
    // From the first compaction at the least.
    expect(snapshot).toBeInstanceOf(Uint8Array);
    const loaded = new Y.Doc();
    for (const update of [...(snapshot ? [snapshot] : []), ...entries.map((entry) => entry.update)])
      Y.applyUpdate(loaded, update);
    expect(loaded.store.pendingStructs).toBeNull();
    // An edit that was on its way to the log may be in it or not.
    expect([said('died')[0], said('stored').at(-1)]).toContain(contentHash(loaded));
  });
});
