import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SessionRecord } from '../session-store.ts';
import { describeSessionStore } from '../session-store.conformance.ts';
import { openLmdbStore } from './lmdb-session-store.ts';

describeSessionStore({
  name: 'LMDB',
  isShared: false,
  start: async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'pairlink-lmdb-'));
    return {
      open: ({ goneRetentionMs }) => openLmdbStore({ dataDir, goneRetentionMs, now: Date.now }),
      dispose: async () => rmSync(dataDir, { recursive: true }),
    };
  },
});

describe('what LMDB keeps in the rows of a log', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pairlink-lmdb-'));
  const open = () => openLmdbStore({ dataDir, goneRetentionMs: 1000, now: Date.now });
  const update = Buffer.from('update');
  const record: SessionRecord = {
    sessionId: '222222222222',
    watchId: '2222222222222222',
    hostTokenHash: '',
    epoch: 'e',
    title: '',
    language: 'python',
    isPublic: false,
    isLocked: false,
    createdAt: 1000,
    lastActive: 1000,
    totalEdits: 0,
  };
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('tells how far a session has come, after it is opened again too', async () => {
    const { sessionId } = record;
    let store = await open();
    await store.create(record, { update, at: 1000 });
    await store.append(sessionId, { update, at: 2000 }, 3);
    await store.append(sessionId, { update, at: 2500 }, 2);
    await store.close();
    store = await open();
    expect(await store.find(sessionId)).toMatchObject({ record: { totalEdits: 5, lastActive: 2500 } });

    await store.update(sessionId, { lastActive: 1200 });
    await store.close();
    store = await open();
    expect(await store.find(sessionId)).toMatchObject({ record: { totalEdits: 5, lastActive: 1200 } });

    await store.append(sessionId, { update, at: 3000 }, 1);
    await store.compact(sessionId, update, '4');
    await store.close();
    store = await open();
    expect(await store.find(sessionId)).toMatchObject({ record: { totalEdits: 6, lastActive: 3000 } });
    await store.close();
  });
});
