import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from '../session-store.ts';
import { openLmdbStore } from './lmdb-session-store.ts';

/** Run by `disk-full.spec.ts` on a small file system of its own: fills it up, frees some, and prints what happened. */
const SESSION_ID = '222222222222';
const [directory = ''] = process.argv.slice(2);
const ballast = join(directory, 'ballast');
writeFileSync(ballast, Buffer.alloc(1_000_000));

const store = await openLmdbStore({ dataDir: directory, goneRetentionMs: 1000, now: Date.now });
const facts = { hostTokenHash: '', epoch: '', title: '', isPublic: false, isLocked: false, createdAt: 1 };
const record = { ...facts, language: 'python', lastActive: 1, totalEdits: 0 } as const;
await store.create({ ...record, sessionId: SESSION_ID, watchId: '2222222222222222' }, entryOf('seed'));

const acknowledged: string[] = [];
let refused = 0;
let healthWhenFull = '';
for (let n = 0; n < 100; n++) {
  const text = `${n} ${'x'.repeat(50_000)}`;
  try {
    await store.append(SESSION_ID, entryOf(text), 1);
    acknowledged.push(text);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    refused++;
    healthWhenFull = (await store.health()).status;
  }
}
rmSync(ballast);
await store.append(SESSION_ID, entryOf('room again'), 1);
const stored = new Set(
  (await store.load(SESSION_ID)).entries.map(({ update }) => String(Buffer.from(update))),
);
const lost = acknowledged.filter((text) => !stored.has(text)).length;
const isGoingOn = stored.has('room again');
process.stdout.write(
  JSON.stringify({ acknowledged: acknowledged.length, refused, lost, healthWhenFull, isGoingOn }),
);
await store.close();

function entryOf(text: string): { update: Buffer; at: number } {
  return { update: Buffer.from(text), at: 1 };
}
