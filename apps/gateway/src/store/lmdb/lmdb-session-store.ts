import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChatMessage, DependencyHealth, LogSeq, RunRecord } from '@pairlink/protocol';
import { decodeLogEntry, encodeLogEntry } from '../log-entry-codec.ts';
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
import { ACTIVITY_STEP_MS, SessionMissing, StoreUnavailable } from '../session-store.ts';
import type { DirectoryLock } from './directory-lock.ts';
import { lockDirectory } from './directory-lock.ts';
import type { HeldSession } from './held-sessions.ts';
import { HeldSessions } from './held-sessions.ts';
import type { LmdbTables } from './lmdb-tables.ts';
import { lastNumber, namedKeys, numberedKeys, openTables } from './lmdb-tables.ts';
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

/**
 * Sessions in LMDB. The writes of one operation are a batch, which becomes durable as a whole or not at all; batches
 * of one turn of the event loop, and those that gather while a commit is under way, share a commit.
 */
class LmdbSessionStore implements SessionStore {
  readonly #tables: LmdbTables;
  readonly #lock: DirectoryLock;
  readonly #path: string;
  readonly #held: HeldSessions;
  readonly #removed: RemovedIds;
  #lastFailure: string | undefined;

  constructor(
    tables: LmdbTables,
    lock: DirectoryLock,
    options: LmdbStoreOptions & { readonly path: string },
  ) {
    this.#tables = tables;
    this.#lock = lock;
    this.#path = options.path;
    this.#held = new HeldSessions(tables);
    this.#removed = new RemovedIds(tables, options.goneRetentionMs, options.now);
  }

  async create(record: SessionRecord, seed: LogEntry): Promise<boolean> {
    const { sessionId, watchId } = record;
    const isTaken = [sessionId, watchId].some((id) => this.#removed.reasonOf(id));
    if (isTaken || this.#held.get(sessionId) || this.#tables.watchIds.doesExist(watchId)) return false;
    const session: HeldSession = {
      record,
      seq: 1,
      covered: 0,
      indexedAt: 0,
      chat: { first: 0, next: 0 },
      pending: 0,
      isCompacting: false,
      isRemoved: false,
    };
    this.#held.put(sessionId, session);
    await this.#batch(session, () => {
      void this.#tables.watchIds.put(watchId, sessionId);
      void this.#tables.log.put([sessionId, 1], encodeLogEntry(seed));
      this.#putRecord(session);
      this.#putActivity(session);
    });
    return true;
  }

  async find(sessionId: string): Promise<Lookup> {
    const session = this.#held.get(sessionId);
    if (session && !session.isRemoved) return { kind: 'live', record: session.record };
    const gone = this.#removed.reasonOf(sessionId);
    return gone ? { kind: 'gone', reason: gone } : { kind: 'unknown' };
  }

  async findByWatchId(watchId: string): Promise<Lookup> {
    const sessionId = this.#tables.watchIds.get(watchId);
    return this.find(sessionId ?? watchId);
  }

  async update(sessionId: string, patch: SessionPatch): Promise<void> {
    const session = this.#require(sessionId);
    const wasPublic = session.record.isPublic;
    session.record = withPatch(session.record, patch);
    const { isPublic } = session.record;
    await this.#batch(session, () => {
      this.#putRecord(session);
      if (isPublic && !wasPublic) void this.#tables.public.put([session.indexedAt, sessionId], true);
      if (wasPublic && !isPublic) void this.#tables.public.remove([session.indexedAt, sessionId]);
      this.#putActivity(session);
    });
  }

  async remove(sessionId: string, reason: GoneReason, ifIdleSince = Infinity): Promise<boolean> {
    const session = this.#held.get(sessionId);
    if (!session || session.isRemoved || session.record.lastActive >= ifIdleSince) return false;
    const { watchId } = session.record;
    const tables = this.#tables;
    const clientIds = [...tables.clientIds.getKeys(numberedKeys(sessionId))];
    session.isRemoved = true;
    await this.#batch(session, () => {
      void tables.sessions.remove(sessionId);
      void tables.activity.remove(sessionId);
      void tables.watchIds.remove(watchId);
      void tables.idle.remove([session.indexedAt, sessionId]);
      void tables.public.remove([session.indexedAt, sessionId]);
      void tables.snapshots.remove([sessionId, session.covered]);
      // By number: what is queued but not yet committed is not in the range of keys.
      for (let seq = session.covered + 1; seq <= session.seq; seq++) void tables.log.remove([sessionId, seq]);
      for (let n = session.chat.first; n < session.chat.next; n++) void tables.chat.remove([sessionId, n]);
      for (const key of clientIds) void tables.clientIds.remove(key);
      for (const runId of this.#runsOf(session).keys()) void tables.runs.remove([sessionId, runId]);
      this.#removed.add([sessionId, watchId], reason);
    });
    this.#held.drop(sessionId);
    return true;
  }

  async listPublic(page: {
    limit: number;
    cursor?: string;
  }): Promise<{ records: SessionRecord[]; nextCursor: string | null }> {
    const [step, id] = page.cursor?.split('.') ?? [];
    const start = id === undefined ? [Number.MAX_SAFE_INTEGER, ''] : [Number(step), id];
    const keys = [
      ...this.#tables.public.getKeys({
        start,
        end: [-1, ''],
        reverse: true,
        limit: page.limit + 1,
        exclusiveStart: id !== undefined,
      }),
    ];
    const shown = keys.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      records: shown.flatMap(([, sessionId]) => this.#held.get(sessionId)?.record ?? []),
      nextCursor: keys.length > page.limit && last ? last.join('.') : null,
    };
  }

  async listIdle(before: number, limit: number): Promise<string[]> {
    const idle: string[] = [];
    for (const [, sessionId] of this.#tables.idle.getKeys({ start: [0, ''], end: [before, ''] })) {
      const lastActive = this.#held.get(sessionId)?.record.lastActive ?? 0;
      if (lastActive < before) idle.push(sessionId);
      if (idle.length === limit) break;
    }
    return idle;
  }

  async append(sessionId: string, entry: LogEntry, edits: number): Promise<LogSeq> {
    const session = this.#require(sessionId);
    const seq = ++session.seq;
    const { lastActive, totalEdits } = session.record;
    session.record = {
      ...session.record,
      lastActive: Math.max(lastActive, entry.at),
      totalEdits: totalEdits + edits,
    };
    await this.#batch(session, () => {
      void this.#tables.log.put([sessionId, seq], encodeLogEntry(entry));
      this.#putActivity(session);
    });
    return String(seq);
  }

  async load(sessionId: string): Promise<StoredLog> {
    this.#require(sessionId);
    // From the tables, like the entries: what is held may be a commit ahead of them or behind.
    const covered = lastNumber(this.#tables.snapshots, sessionId) ?? 0;
    const entries = this.#entriesAfter(sessionId, covered);
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
    return this.#entriesAfter(sessionId, after);
  }

  async compact(sessionId: string, snapshot: Uint8Array, seq: LogSeq): Promise<void> {
    const session = this.#require(sessionId);
    const { covered } = session;
    const upTo = Number(seq);
    if (upTo <= covered || session.isCompacting) return;
    session.isCompacting = true;
    const keys = [...this.#tables.log.getKeys(numberedKeys(sessionId, covered + 1, upTo))];
    await this.#batch(session, () => {
      if (covered > 0) void this.#tables.snapshots.remove([sessionId, covered]);
      void this.#tables.snapshots.put([sessionId, upTo], Buffer.from(snapshot));
      for (const key of keys) void this.#tables.log.remove(key);
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
    return this.#commit(session, () => clientIds.ifNoExists(key, () => clientIds.put(key, participantId)));
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
    const { chat } = session;
    const added = chat.next++;
    const first = Math.max(chat.first, chat.next - kept);
    const dropped = Array.from({ length: first - chat.first }, (_, i) => chat.first + i);
    chat.first = first;
    await this.#batch(session, () => {
      void this.#tables.chat.put([sessionId, added], message);
      for (const number of dropped) void this.#tables.chat.remove([sessionId, number]);
    });
  }

  async listChat(sessionId: string): Promise<readonly ChatMessage[]> {
    return [...this.#tables.chat.getRange(numberedKeys(sessionId))].map(({ value }) => value);
  }

  async putRun(sessionId: string, run: RunRecord, kept: number): Promise<void> {
    const session = this.#require(sessionId);
    const runs = this.#runsOf(session);
    runs.set(run.runId, run.startedAt);
    const dropped = [...runs].sort(([, a], [, b]) => b - a).slice(kept);
    for (const [runId] of dropped) runs.delete(runId);
    await this.#batch(session, () => {
      void this.#tables.runs.put([sessionId, run.runId], run);
      for (const [runId] of dropped) void this.#tables.runs.remove([sessionId, runId]);
    });
  }

  async listRuns(sessionId: string): Promise<readonly RunRecord[]> {
    return [...this.#tables.runs.getRange(namedKeys(sessionId))]
      .map(({ value }) => value)
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  async health(): Promise<DependencyHealth> {
    if (this.#lastFailure) return { status: 'down', detail: `The last write failed: ${this.#lastFailure}` };
    const { bavail, bsize } = await statfs(this.#path);
    if (bavail * bsize < LOW_SPACE_BYTES) {
      return { status: 'degraded', detail: 'Less than 100 MiB are free where DATA_DIR is.' };
    }
    return { status: 'up' };
  }

  async close(): Promise<void> {
    await this.#tables.root.close();
    await this.#lock.release();
  }

  #require(sessionId: string): HeldSession {
    const session = this.#held.get(sessionId);
    if (!session || session.isRemoved) throw new SessionMissing();
    return session;
  }

  /** Queues the writes of one operation as a whole, and waits for the commit that it shares with others. */
  async #commit<T>(session: HeldSession, write: () => Promise<T>): Promise<T> {
    session.pending++;
    try {
      const result = await write();
      this.#lastFailure = undefined;
      return result;
    } catch (error) {
      // What is held includes writes that did not happen: read it again.
      this.#held.drop(session.record.sessionId);
      const cause = await causeOf(error);
      this.#lastFailure = cause.message;
      throw new StoreUnavailable('The embedded store could not write.', { cause });
    } finally {
      session.pending--;
    }
  }

  #batch(session: HeldSession, write: () => void): Promise<boolean> {
    return this.#commit(session, () => this.#tables.root.batch(write));
  }

  #putRecord({ record }: HeldSession): void {
    const { lastActive: _, totalEdits: __, ...fixed } = record;
    void this.#tables.sessions.put(record.sessionId, fixed);
  }

  #putActivity(session: HeldSession): void {
    const { sessionId, isPublic, lastActive, totalEdits } = session.record;
    const before = session.indexedAt;
    const step = lastActive - (lastActive % ACTIVITY_STEP_MS);
    session.indexedAt = step;
    void this.#tables.activity.put(sessionId, { lastActive, totalEdits, indexedAt: step });
    if (step === before) return;
    for (const index of isPublic ? [this.#tables.idle, this.#tables.public] : [this.#tables.idle]) {
      void index.remove([before, sessionId]);
      void index.put([step, sessionId], true);
    }
  }

  #entriesAfter(sessionId: string, seq: number): StoredEntry[] {
    return [...this.#tables.log.getRange(numberedKeys(sessionId, seq + 1))].map(({ key, value }) => ({
      ...decodeLogEntry(value),
      seq: String(key[1]),
    }));
  }

  #runsOf(session: HeldSession): Map<string, number> {
    session.runs ??= new Map(
      [...this.#tables.runs.getRange(namedKeys(session.record.sessionId))].map(({ value }) => [
        value.runId,
        value.startedAt,
      ]),
    );
    return session.runs;
  }
}

/** lmdb rejects at once with an error that promises the reason. */
async function causeOf(error: unknown): Promise<Error> {
  if (!(error instanceof Error) || !('commitError' in error)) return new Error(String(error));
  try {
    await error.commitError;
    return error;
  } catch (reason) {
    return reason instanceof Error ? reason : error;
  }
}

function withPatch(record: SessionRecord, patch: SessionPatch): SessionRecord {
  const { passwordHash, ...rest } = patch;
  const { passwordHash: before, ...others } = record;
  const after = passwordHash === undefined ? before : passwordHash;
  return { ...others, ...rest, ...(after ? { passwordHash: after } : {}) };
}
