import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
