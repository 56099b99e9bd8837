import { openLmdbStore } from '../../store/lmdb/lmdb-session-store.ts';
import { openRedisStore } from '../../store/redis/redis-session-store.ts';
import type { SessionStore } from '../../store/session-store.ts';

const GONE_RETENTION_MS = 60_000;

/** The store at a place: a URL of Redis, or a folder. */
export const openStore = (place: string): Promise<SessionStore> =>
  place.startsWith('redis:')
    ? openRedisStore({ url: place, goneRetentionMs: GONE_RETENTION_MS, onProblem: () => undefined })
    : openLmdbStore({ dataDir: place, goneRetentionMs: GONE_RETENTION_MS, now: Date.now });
