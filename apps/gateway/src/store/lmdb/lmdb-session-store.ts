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

const LOW_SPACE_BYTES = 100 * 1024 * 1024;
/** Removed ids forgotten with each removal: more than are added, so the table cannot grow for ever. */
const FORGOTTEN_PER_REMOVAL = 10;

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
 * Sessions in LMDB. Writes queued in one turn of the event loop share one commit, which LMDB makes durable as a
 * whole or not at all, so an operation that touches several tables needs no more than to queue its writes at once.
 */
class LmdbSessionStore implements SessionStore {
  readonly #tables: LmdbTables;
  readonly #lock: DirectoryLock;
  readonly #options: LmdbStoreOptions & { readonly path: string };
  readonly #held: HeldSessions;
  #lastFailure: string | undefined;

  constructor(
    tables: LmdbTables,
    lock: DirectoryLock,
    options: LmdbStoreOptions & { readonly path: string },
  ) {
    this.#tables = tables;
    this.#lock = lock;
    this.#options = options;
    this.#held = new HeldSessions(tables);
  }

  async create(record: SessionRecord, seed: LogEntry): Promise<boolean> {
    const { sessionId, watchId } = record;
    const isTaken = [sessionId, watchId].some((id) => this.#isGone(id));
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
    await this.#commit(session, () => [
      this.#tables.watchIds.put(watchId, sessionId),
      this.#tables.log.put([sessionId, 1], encodeLogEntry(seed)),
      this.#putRecord(session),
      ...this.#putActivity(session),
    ]);
    return true;
  }

  async find(sessionId: string): Promise<Lookup> {
    const session = this.#held.get(sessionId);
    if (session && !session.isRemoved) return { kind: 'live', record: session.record };
    const gone = this.#isGone(sessionId);
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
    await this.#commit(session, () => [
      this.#putRecord(session),
      ...(wasPublic && !session.record.isPublic
        ? [this.#tables.public.remove([session.indexedAt, sessionId])]
        : []),
      ...(!wasPublic && session.record.isPublic
        ? [this.#tables.public.put([session.indexedAt, sessionId], true)]
        : []),
      ...this.#putActivity(session),
    ]);
  }

  async remove(sessionId: string, reason: GoneReason, ifIdleSince = Infinity): Promise<boolean> {
    const session = this.#held.get(sessionId);
    if (!session || session.isRemoved || session.record.lastActive >= ifIdleSince) return false;
    const { watchId } = session.record;
    const tables = this.#tables;
    const at = this.#options.now();
    // Entries queued but not yet committed are not in the table's range, so the range of keys is counted out.
    const numbered = (first: number, next: number): [string, number][] =>
      Array.from({ length: next - first }, (_, i) => [sessionId, first + i]);
    session.isRemoved = true;
    await this.#commit(session, () => [
      tables.sessions.remove(sessionId),
      tables.activity.remove(sessionId),
      tables.watchIds.remove(watchId),
      tables.idle.remove([session.indexedAt, sessionId]),
      tables.public.remove([session.indexedAt, sessionId]),
      tables.snapshots.remove([sessionId, session.covered]),
      ...numbered(session.covered + 1, session.seq + 1).map((key) => tables.log.remove(key)),
      ...numbered(session.chat.first, session.chat.next).map((key) => tables.chat.remove(key)),
      ...[...tables.clientIds.getKeys(numberedKeys(sessionId))].map((key) => tables.clientIds.remove(key)),
      ...[...this.#runsOf(session).keys()].map((runId) => tables.runs.remove([sessionId, runId])),
      ...[sessionId, watchId].flatMap((id) => [
        tables.gone.put(id, { reason, at }),
        tables.goneByTime.put([at, id], true),
      ]),
      ...this.#forgetOldest(at),
    ]);
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
    await this.#commit(session, () => [
      this.#tables.log.put([sessionId, seq], encodeLogEntry(entry)),
      ...this.#putActivity(session),
    ]);
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
    await this.#commit(session, () => [
      ...(covered > 0 ? [this.#tables.snapshots.remove([sessionId, covered])] : []),
      this.#tables.snapshots.put([sessionId, upTo], Buffer.from(snapshot)),
      ...keys.map((key) => this.#tables.log.remove(key)),
    ]);
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
    let isFree = false;
    await this.#commit(session, () => [
      this.#tables.clientIds
        .ifNoExists(key, () => this.#tables.clientIds.put(key, participantId))
        .then((wasFree) => (isFree = wasFree)),
    ]);
    return isFree;
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
    await this.#commit(session, () => [
      this.#tables.chat.put([sessionId, added], message),
      ...dropped.map((number) => this.#tables.chat.remove([sessionId, number])),
    ]);
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
    await this.#commit(session, () => [
      this.#tables.runs.put([sessionId, run.runId], run),
      ...dropped.map(([runId]) => this.#tables.runs.remove([sessionId, runId])),
    ]);
  }

  async listRuns(sessionId: string): Promise<readonly RunRecord[]> {
    return [...this.#tables.runs.getRange(namedKeys(sessionId))]
      .map(({ value }) => value)
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  async health(): Promise<DependencyHealth> {
    if (this.#lastFailure) return { status: 'down', detail: `The last write failed: ${this.#lastFailure}` };
    const { bavail, bsize } = await statfs(this.#options.path);
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

  /** Queues the writes of one operation and waits for their commit. */
  async #commit(session: HeldSession, write: () => readonly Promise<unknown>[]): Promise<void> {
    session.pending++;
    try {
      await Promise.all(write());
      this.#lastFailure = undefined;
    } catch (error) {
      // What is held includes writes that did not happen: read it again.
      this.#held.drop(session.record.sessionId);
      this.#lastFailure = error instanceof Error ? error.message : String(error);
      throw new StoreUnavailable('The embedded store could not write.', { cause: error });
    } finally {
      session.pending--;
    }
  }

  #putRecord({ record }: HeldSession): Promise<unknown> {
    const { lastActive: _, totalEdits: __, ...fixed } = record;
    return this.#tables.sessions.put(record.sessionId, fixed);
  }

  #putActivity(session: HeldSession): Promise<unknown>[] {
    const { sessionId, isPublic, lastActive, totalEdits } = session.record;
    const before = session.indexedAt;
    const step = lastActive - (lastActive % ACTIVITY_STEP_MS);
    session.indexedAt = step;
    const tables = this.#tables;
    const writes = [tables.activity.put(sessionId, { lastActive, totalEdits, indexedAt: step })];
    if (step === before) return writes;
    writes.push(tables.idle.remove([before, sessionId]), tables.idle.put([step, sessionId], true));
    if (isPublic) {
      writes.push(tables.public.remove([before, sessionId]), tables.public.put([step, sessionId], true));
    }
    return writes;
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

  #isGone(id: string): GoneReason | undefined {
    const gone = this.#tables.gone.get(id);
    return gone && gone.at + this.#options.goneRetentionMs > this.#options.now() ? gone.reason : undefined;
  }

  #forgetOldest(now: number): Promise<unknown>[] {
    const range = {
      start: [0, ''],
      end: [now - this.#options.goneRetentionMs, ''],
      limit: FORGOTTEN_PER_REMOVAL,
    };
    return [...this.#tables.goneByTime.getKeys(range)].flatMap((key) => [
      this.#tables.goneByTime.remove(key),
      this.#tables.gone.remove(key[1]),
    ]);
  }
}

function withPatch(record: SessionRecord, patch: SessionPatch): SessionRecord {
  const { passwordHash, ...rest } = patch;
  const { passwordHash: before, ...others } = record;
  const after = passwordHash === undefined ? before : passwordHash;
  return { ...others, ...rest, ...(after ? { passwordHash: after } : {}) };
}
