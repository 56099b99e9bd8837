import { openLmdbStore } from './lmdb-session-store.ts';

/**
 * Run by `kill-nine.spec.ts` as a process of its own: appends to the sessions named on the command line, several at a
 * time and compacting in between, and prints each position only after its acknowledgement.
 */
const [dataDir = '', ...sessionIds] = process.argv.slice(2);
const store = await openLmdbStore({ dataDir, goneRetentionMs: 1000, now: Date.now });

async function write(sessionId: string): Promise<never> {
  for (;;) {
    const round = Array.from({ length: 1 + Math.floor(Math.random() * 10) }, async () => {
      const update = Buffer.from(`${sessionId} ${'x'.repeat(Math.floor(Math.random() * 3000))}`);
      const seq = await store.append(sessionId, { update, at: Date.now() }, 1);
      process.stdout.write(`${sessionId} ${seq}\n`);
      return seq;
    });
    const last = (await Promise.all(round)).at(-1);
    if (last && Math.random() < 0.2) await store.compact(sessionId, Buffer.from(`up to ${last}`), last);
  }
}

await Promise.all(sessionIds.map(write));
