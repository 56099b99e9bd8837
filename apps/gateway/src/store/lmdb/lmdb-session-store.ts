import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChatMessage, DependencyHealth, LogSeq, RunRecord } from '@pairlink/protocol';
import type {
  GoneReason,
  LogEntry,
  Lookup,
  SessionPatch,
  SessionRecord,
  SessionStore,
  StoredEntry,
  StoredLog,
} from '../session-store.ts';
import { SessionMissing } from '../session-store.ts';
import { ActivityIndex } from './activity-index.ts';
import type { DirectoryLock } from './directory-lock.ts';
import { lockDirectory } from './directory-lock.ts';
import type { HeldSession } from './held-sessions.ts';
import { HeldSessions, recordOf } from './held-sessions.ts';
import { KeptExtras } from './kept-extras.ts';
import type { LmdbTables } from './lmdb-tables.ts';
import { lastNumber, numberedKeys, openTables } from './lmdb-tables.ts';
import { LmdbWrites } from './lmdb-writes.ts';
import { encodeLogRow, entriesAfter } from './log-rows.ts';
import { RemovedIds } from './removed-ids.ts';

const LOW_SPACE_BYTES = 100 * 1024 * 1024;

export interface LmdbStoreOptions {
  readonly dataDir: string;
  /** How long removed ids are remembered. */
  readonly goneRetentionMs: number;
  readonly now: () => number;
}

/** Opens the embedded store, which one process at a time may use. */
export async function openLmdbStore(options: LmdbStoreOptions): Promise<SessionStore> {
  const path = join(options.dataDir, 'sessions');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(path);
  return new LmdbSessionStore(openTables(path), lock, { ...options, path });
}

/** Sessions in LMDB. */
class LmdbSessionStore implements SessionStore {
  /** A commit costs some 0.5 ms of processor whatever is in it. */
  readonly roundMs = 100;
  readonly #tables: LmdbTables;
  readonly #lock: DirectoryLock;
  readonly #path: string;
  readonly #held: HeldSessions;
  readonly #writes: LmdbWrites;
  readonly #activity: ActivityIndex;
  readonly #extras: KeptExtras;
  readonly #removed: RemovedIds;

  constructor(
    tables: LmdbTables,
    lock: DirectoryLock,
    options: LmdbStoreOptions & { readonly path: string },
  ) {
    this.#tables = tables;
    this.#lock = lock;
    this.#path = options.path;
    this.#held = new HeldSessions(tables);
    this.#writes = new LmdbWrites(tables, this.#held);
    this.#activity = new ActivityIndex(tables);
    this.#extras = new KeptExtras(tables);
    this.#removed = new RemovedIds(tables, options.goneRetentionMs, options.now);
  }

  async create(record: SessionRecord, seed: LogEntry): Promise<boolean> {
    const { lastActive, totalEdits, ...fixed } = record;
    const { sessionId, watchId } = record;
    const isTaken = [sessionId, watchId].some((id) => this.#removed.reasonOf(id));
    if (isTaken || this.#held.get(sessionId) || this.#tables.watchIds.doesExist(watchId)) return false;
    const session: HeldSession = {
      fixed,
      lastActive,
      totalEdits,
      seq: 1,
      covered: 0,
      indexedAt: 0,
      chat: { first: 0, next: 0 },
      pending: 0,
      isCompacting: false,
      isRemoved: false,
    };
    this.#held.put(sessionId, session);
    await this.#writes.batch(session, () => {
      void this.#tables.watchIds.put(watchId, sessionId);
      void this.#tables.log.put([sessionId, 1], encodeLogRow(seed, totalEdits));
      void this.#tables.sessions.put(sessionId, fixed);
      this.#activity.put(session);
    });
    return true;
  }

  async find(sessionId: string): Promise<Lookup> {
    const session = this.#held.get(sessionId);
    if (session && !session.isRemoved) return { kind: 'live', record: recordOf(session) };
    const gone = this.#removed.reasonOf(sessionId);
    return gone ? { kind: 'gone', reason: gone } : { kind: 'unknown' };
  }

  async findByWatchId(watchId: string): Promise<Lookup> {
    const sessionId = this.#tables.watchIds.get(watchId);
    return this.find(sessionId ?? watchId);
  }

  async update(sessionId: string, patch: SessionPatch): Promise<void> {
    const session = this.#require(sessionId);
    const wasPublic = session.fixed.isPublic;
    const { lastActive, totalEdits, ...fixed } = withPatch(recordOf(session), patch);
    Object.assign(session, { lastActive, totalEdits, fixed });
    await this.#writes.batch(session, () => {
      void this.#tables.sessions.put(sessionId, fixed);
      if (fixed.isPublic !== wasPublic) this.#activity.setPublic(session, fixed.isPublic);
      this.#activity.put(session);
    });
  }

  async remove(sessionId: string, reason: GoneReason, ifIdleSince = Infinity): Promise<boolean> {
    const session = this.#held.get(sessionId);
    if (!session || session.isRemoved || session.lastActive >= ifIdleSince) return false;
    const { watchId } = session.fixed;
    const tables = this.#tables;
    const clientIds = [...tables.clientIds.getKeys(numberedKeys(sessionId))];
    session.isRemoved = true;
    await this.#writes.batch(session, () => {
      void tables.sessions.remove(sessionId);
      void tables.watchIds.remove(watchId);
      void tables.snapshots.remove([sessionId, session.covered]);
      // By number: what is queued but not yet committed is not in the range of keys.
      for (let seq = session.covered + 1; seq <= session.seq; seq++) void tables.log.remove([sessionId, seq]);
      for (const key of clientIds) void tables.clientIds.remove(key);
      this.#activity.remove(session);
      this.#extras.remove(session);
      this.#removed.add([sessionId, watchId], reason);
    });
    this.#held.drop(sessionId);
    return true;
  }

  async listPublic(page: {
    limit: number;
    cursor?: string;
  }): Promise<{ records: SessionRecord[]; nextCursor: string | null }> {
    const { ids, nextCursor } = this.#activity.publicIds(page.limit, page.cursor);
    const records = ids.flatMap((id) => {
      const session = this.#held.get(id);
      return session ? recordOf(session) : [];
    });
    return { records, nextCursor };
  }

  async listIdle(before: number, limit: number): Promise<string[]> {
    const idle: string[] = [];
    for (const sessionId of this.#activity.idsUntil(before)) {
      const lastActive = this.#held.get(sessionId)?.lastActive ?? 0;
      if (lastActive < before) idle.push(sessionId);
      if (idle.length === limit) break;
    }
    return idle;
  }

  async append(sessionId: string, entry: LogEntry, edits: number): Promise<LogSeq> {
    const session = this.#require(sessionId);
    const seq = ++session.seq;
    session.lastActive = Math.max(session.lastActive, entry.at);
    session.totalEdits += edits;
    const row = encodeLogRow(entry, session.totalEdits);
    if (this.#activity.isBehind(session)) {
      await this.#writes.batch(session, () => {
        void this.#tables.log.put([sessionId, seq], row);
        this.#activity.put(session);
      });
    } else await this.#writes.append(session, [sessionId, seq], row);
    return String(seq);
  }

  async load(sessionId: string): Promise<StoredLog> {
    this.#require(sessionId);
    // From the tables, like the entries: what is held may be a commit ahead of them or behind.
    const covered = lastNumber(this.#tables.snapshots, sessionId) ?? 0;
    const entries = entriesAfter(this.#tables, sessionId, covered);
    return {
      snapshot: covered > 0 ? this.#tables.snapshots.get([sessionId, covered]) : undefined,
      entries,
      seq: entries.at(-1)?.seq ?? String(covered),
    };
  }

  async readAfter(sessionId: string, seq: LogSeq): Promise<readonly StoredEntry[] | undefined> {
    const session = this.#require(sessionId);
    const after = Number(seq);
    const covered = lastNumber(this.#tables.snapshots, sessionId) ?? 0;
    if (after < covered || after > session.seq) return undefined;
    return entriesAfter(this.#tables, sessionId, after);
  }

  async compact(sessionId: string, snapshot: Uint8Array, seq: LogSeq): Promise<void> {
    const session = this.#require(sessionId);
    const { covered } = session;
    const upTo = Number(seq);
    if (upTo <= covered || session.isCompacting) return;
    session.isCompacting = true;
    const keys = [...this.#tables.log.getKeys(numberedKeys(sessionId, covered + 1, upTo))];
    await this.#writes.batch(session, () => {
      if (covered > 0) void this.#tables.snapshots.remove([sessionId, covered]);
      void this.#tables.snapshots.put([sessionId, upTo], Buffer.from(snapshot));
      for (const key of keys) void this.#tables.log.remove(key);
      this.#activity.put(session);
    });
    session.covered = upTo;
    session.isCompacting = false;
  }

  /** One process owns the embedded store: nobody else appends. */
  watch(): () => void {
    return () => undefined;
  }

  async claimClientId(sessionId: string, clientId: number, participantId: string): Promise<boolean> {
    const session = this.#require(sessionId);
    const key: [string, number] = [sessionId, clientId];
    const { clientIds } = this.#tables;
    return this.#writes.commit(
      session,
      clientIds.ifNoExists(key, () => clientIds.put(key, participantId)),
    );
  }

  async clientIds(sessionId: string): Promise<ReadonlyMap<number, string>> {
    const owners = new Map<number, string>();
    for (const { key, value } of this.#tables.clientIds.getRange(numberedKeys(sessionId))) {
      owners.set(key[1], value);
    }
    return owners;
  }

  async addChat(sessionId: string, message: ChatMessage, kept: number): Promise<void> {
    const session = this.#require(sessionId);
    await this.#writes.batch(session, this.#extras.addChat(session, message, kept));
  }

  async listChat(sessionId: string): Promise<readonly ChatMessage[]> {
    return this.#extras.listChat(sessionId);
  }

  async putRun(sessionId: string, run: RunRecord, kept: number): Promise<void> {
    const session = this.#require(sessionId);
    await this.#writes.batch(session, this.#extras.putRun(session, run, kept));
  }

  async listRuns(sessionId: string): Promise<readonly RunRecord[]> {
    return this.#extras.listRuns(sessionId);
  }

  async health(): Promise<DependencyHealth> {
    const { lastFailure } = this.#writes;
    if (lastFailure) return { status: 'down', detail: `The last write failed: ${lastFailure}` };
    const { bavail, bsize } = await statfs(this.#path);
    if (bavail * bsize < LOW_SPACE_BYTES) {
      return { status: 'degraded', detail: 'Less than 100 MiB are free where DATA_DIR is.' };
    }
    return { status: 'up' };
  }

  async close(): Promise<void> {
    this.#writes.flush();
    await this.#tables.root.close();
    await this.#lock.release();
  }

  #require(sessionId: string): HeldSession {
    const session = this.#held.get(sessionId);
    if (!session || session.isRemoved) throw new SessionMissing();
    return session;
  }
}

function withPatch(record: SessionRecord, patch: SessionPatch): SessionRecord {
  const { passwordHash, ...rest } = patch;
  const { passwordHash: before, ...others } = record;
  const after = passwordHash === undefined ? before : passwordHash;
  return { ...others, ...rest, ...(after ? { passwordHash: after } : {}) };
}
