import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleScript } from '../../testing/bundle-script.ts';
import type { SessionRecord } from '../session-store.ts';
import { openLmdbStore } from './lmdb-session-store.ts';

const KILLS = 20;
const SESSION_IDS = ['222222222222', '333333333333', '444444444444'];

const recordOf = (sessionId: string): SessionRecord => ({
  sessionId,
  watchId: `${sessionId}5555`,
  hostTokenHash: '',
  epoch: 'e',
  title: '',
  language: 'python',
  isPublic: false,
  isLocked: false,
  createdAt: 1,
  lastActive: 1,
  totalEdits: 0,
});

describe('kill -9 of the process that writes to LMDB', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pairlink-kill-'));
  const open = () => openLmdbStore({ dataDir, goneRetentionMs: 1000, now: Date.now });
  let script: Awaited<ReturnType<typeof bundleScript>>;

  beforeAll(async () => {
    script = await bundleScript(new URL('write-until-killed.ts', import.meta.url));
    const store = await open();
    for (const id of SESSION_IDS) await store.create(recordOf(id), { update: Buffer.from(id), at: 1 });
    await store.close();
  });
  afterAll(() => {
    script.remove();
    rmSync(dataDir, { recursive: true });
  });

  /** Runs the writer, kills it after some acknowledgements, and returns the last position of each session. */
  async function killAfter(acknowledgements: number): Promise<Map<string, number>> {
    const writer = spawn(process.execPath, [script.path, dataDir, ...SESSION_IDS], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const acknowledged = new Map<string, number>();
    let count = 0;
    for await (const line of createInterface({ input: writer.stdout })) {
      const [sessionId = '', seq = ''] = line.split(' ');
      acknowledged.set(sessionId, Math.max(Number(seq), acknowledged.get(sessionId) ?? 0));
      if (++count === acknowledgements) writer.kill('SIGKILL');
    }
    if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
    return acknowledged;
  }

  it(`keeps every acknowledged entry, ${KILLS} times`, { timeout: 120_000 }, async () => {
    const highest = new Map(SESSION_IDS.map((id) => [id, 1]));
    for (let kill = 0; kill < KILLS; kill++) {
      const acknowledged = await killAfter(20 + kill * 13);
      expect(acknowledged.size).toBeGreaterThan(0);
      const store = await open();
      for (const sessionId of SESSION_IDS) {
        highest.set(sessionId, Math.max(highest.get(sessionId) ?? 0, acknowledged.get(sessionId) ?? 0));
        const { snapshot, entries, seq } = await store.load(sessionId);
        expect(Number(seq)).toBeGreaterThanOrEqual(highest.get(sessionId) ?? 0);
        const covered = snapshot ? Number(Buffer.from(snapshot).toString().replace('up to ', '')) : 0;
        expect(entries.map((entry) => Number(entry.seq))).toEqual(
          Array.from({ length: Number(seq) - covered }, (_, n) => covered + n + 1),
        );
        for (const { update } of entries) expect(Buffer.from(update).toString()).toContain(sessionId);
        expect(await store.find(sessionId)).toMatchObject({ kind: 'live' });
      }
      await store.close();
    }
  });
});
