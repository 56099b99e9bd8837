import { randomBytes } from 'node:crypto';
import type { ChatMessage, DependencyHealth, LogSeq, RunRecord } from '@pairlink/protocol';
import { decodeLogEntry, encodeLogEntry } from './log-entry-codec.ts';
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
import { SessionMissing, StoreUnavailable } from '../session-store.ts';
import { fromFields, toFields, toPatchFields } from './record-fields.ts';
import { openClient, openListener } from './redis-clients.ts';
import { checkDurability } from './redis-durability.ts';
import { RedisHints } from './redis-hints.ts';
import { RedisIndexes } from './redis-indexes.ts';
import { keysOf, watchIdKey } from './redis-keys.ts';
import { RedisReplicas } from './redis-replicas.ts';
import type { RedisClient } from './redis-scripts.ts';
import { onceEach, ready } from './redis-start.ts';
import { parseRedisUrl } from './redis-url.ts';
import { transaction } from './transaction.ts';

export interface RedisStoreOptions {
  readonly url: string;
  /** How long removed ids are remembered. */
  readonly goneRetentionMs: number;
  /** Told about connections that fail, and about a Redis that would lose sessions. */
  readonly onProblem: (message: string) => void;
}

/** Opens the store; when Redis does not answer, it starts without and says so in its health. */
export async function openRedisStore(options: RedisStoreOptions): Promise<SessionStore> {
  const target = parseRedisUrl(options.url);
  let lastError = '';
  const tell = onceEach((error) => options.onProblem(`Redis: ${error.message}`));
  const onError = (error: Error): void => {
    lastError = error.message;
    tell(error);
  };
  const writer = openClient(target, onError);
  const reader = openClient(target, onError);
  await Promise.all([writer, reader].map(ready));
  const store = new RedisSessionStore({
    writer,
    reader,
    hints: (sender) => new RedisHints(sender, (attempt) => openListener(target, attempt)),
    goneRetentionMs: options.goneRetentionMs,
    lastError: () => lastError,
  });
  await store.findReplicas();
  const { status, detail } = await store.health();
  if (status !== 'up') options.onProblem(detail ?? 'Redis is not well.');
  return store;
}

interface Parts {
  /** Changes sessions; WAIT may hold it up. */
  readonly writer: RedisClient;
  readonly reader: RedisClient;
  readonly hints: (sender: string) => RedisHints;
  /** What a connection complained about last. */
  readonly lastError: () => string;
  readonly goneRetentionMs: number;
}

/** Sessions in Redis: a stream per session is its log, and every change is a script of one slot. */
class RedisSessionStore implements SessionStore {
  /** An append costs the same in a round, and people on other instances see an edit only after it. */
  readonly roundMs = 0;
  readonly #writer: RedisClient;
  readonly #reader: RedisClient;
  readonly #goneRetentionMs: number;
  readonly #lastError: () => string;
  readonly #sender = randomBytes(8).toString('hex');
  readonly #hints: RedisHints;
  readonly #indexes: RedisIndexes;
  readonly #replicas: RedisReplicas;
  /** Counts the masters that were replaced or restarted: what was read before may not be there any more. */
  #generation = 0;
  /** What was there when the log of each watched session was loaded; `epoch` is as the hash has it. */
  readonly #loadedIn = new Map<string, { readonly generation: number; readonly epoch: string }>();

  constructor({ writer, reader, hints, goneRetentionMs, lastError }: Parts) {
    this.#lastError = lastError;
    this.#writer = writer;
    this.#reader = reader;
    this.#goneRetentionMs = goneRetentionMs;
    this.#hints = hints(this.#sender);
    this.#indexes = new RedisIndexes(writer);
    this.#replicas = new RedisReplicas(writer, () => {
      this.#generation++;
      this.#hints.alertAll();
    });
  }

  /** Before the first write: whether it needs a replica must be known. */
  findReplicas(): Promise<void> {
    return this.#replicas.look();
  }

  create(record: SessionRecord, seed: LogEntry): Promise<boolean> {
    const { sessionId, watchId, lastActive, isPublic } = record;
    const keys = keysOf(sessionId);
    const watchKey = watchIdKey(watchId);
    return this.#run(async () => {
      const isFree = (await this.#writer.set(watchKey, sessionId, 'NX')) !== null;
      // What a store that lost the session has kept of it is no obstacle to its restoration.
      if (!isFree && (await this.#writer.get(watchKey)) !== sessionId) return false;
      await this.#indexes.add(sessionId, lastActive, isPublic);
      const fields = toFields(record);
      const created = await this.#writer.sessionCreate(
        4,
        keys.meta,
        keys.gone,
        keys.log,
        keys.snapshot,
        encodeLogEntry(seed),
        ...fields,
      );
      if (created === 1) await this.#replicated(keys.meta);
      else if (isFree) await this.#writer.del(watchKey);
      return created === 1;
    });
  }

  find(sessionId: string): Promise<Lookup> {
    const { meta, gone } = keysOf(sessionId);
    return this.#run(async () => {
      const fields = await this.#reader.hgetall(meta);
      if (Object.keys(fields).length > 0) return { kind: 'live', record: fromFields(fields) };
      const reason = await this.#reader.get(gone);
      return reason === 'deleted' || reason === 'expired' ? { kind: 'gone', reason } : { kind: 'unknown' };
    });
  }

  async findByWatchId(watchId: string): Promise<Lookup> {
    const sessionId = await this.#run(() => this.#reader.get(watchIdKey(watchId)));
    return sessionId === null ? { kind: 'unknown' } : this.find(sessionId);
  }

  update(sessionId: string, patch: SessionPatch): Promise<void> {
    const { meta, channel } = keysOf(sessionId);
    const fields = toPatchFields(patch);
    return this.#run(async () => {
      exists(await this.#writer.sessionUpdate(1, meta, channel, this.#sender, ...fields));
      if (patch.isPublic !== undefined) {
        const lastActive = Number(await this.#writer.hget(meta, 'lastActive'));
        await this.#indexes.setPublic(sessionId, patch.isPublic, lastActive);
      }
      if (patch.lastActive !== undefined) await this.#indexes.move(sessionId, patch.lastActive);
      await this.#replicated(meta);
    });
  }

  remove(sessionId: string, reason: GoneReason, ifIdleSince?: number): Promise<boolean> {
    const { meta, gone, log, snapshot, clientIds, chat, runs, runOrder, channel } = keysOf(sessionId);
    const keys = [meta, gone, log, snapshot, clientIds, chat, runs, runOrder];
    return this.#run(async () => {
      const watchId = await this.#writer.sessionRemove(
        keys.length,
        ...keys,
        reason,
        this.#goneRetentionMs,
        ifIdleSince ?? '',
        channel,
        this.#sender,
      );
      if (watchId === null) return false;
      await Promise.all([
        this.#writer.pexpire(watchIdKey(JSON.parse(watchId)), this.#goneRetentionMs),
        this.#indexes.remove(sessionId),
      ]);
      await this.#replicated(meta);
      return true;
    });
  }

  listPublic(page: {
    limit: number;
    cursor?: string;
  }): Promise<{ records: SessionRecord[]; nextCursor: string | null }> {
    return this.#run(async () => {
      const found = await this.#indexes.public(page.limit + 1, page.cursor);
      const shown = found.slice(0, page.limit);
      const lookups = await Promise.all(shown.map(({ sessionId }) => this.find(sessionId)));
      return {
        records: lookups.flatMap((lookup) =>
          lookup.kind === 'live' && lookup.record.isPublic ? [lookup.record] : [],
        ),
        nextCursor: found.length > page.limit ? (shown.at(-1)?.cursor ?? null) : null,
      };
    });
  }

  listIdle(before: number, limit: number): Promise<string[]> {
    return this.#run(async () => {
      const candidates = await this.#indexes.idle(before, limit);
      const checked = await Promise.all(
        candidates.map(async (sessionId) => {
          const lastActive = await this.#reader.hget(keysOf(sessionId).meta, 'lastActive');
          if (lastActive === null) await this.#indexes.remove(sessionId);
          else if (Number(lastActive) < before) return [sessionId];
          else await this.#indexes.move(sessionId, Number(lastActive));
          return [];
        }),
      );
      return checked.flat();
    });
  }

  append(sessionId: string, entry: LogEntry, edits: number): Promise<LogSeq> {
    const { meta, log, channel } = keysOf(sessionId);
    const bytes = encodeLogEntry(entry);
    return this.#run(async () => {
      const seq = await this.#writer.sessionAppend(
        2,
        meta,
        log,
        bytes,
        entry.at,
        edits,
        channel,
        this.#sender,
        this.#loadedIn.get(sessionId)?.epoch ?? '',
      );
      if (seq === null) throw new SessionMissing();
      void this.#indexes.move(sessionId, entry.at);
      await this.#replicated(meta);
      return String(seq);
    });
  }

  load(sessionId: string): Promise<StoredLog> {
    const { meta, log, snapshot } = keysOf(sessionId);
    return this.#run(async () => {
      const generation = this.#generation;
      const [epoch, kept, entries] = await transaction<[string | null, Buffer[], RawEntry[]]>(
        this.#reader
          .multi()
          .hget(meta, 'epoch')
          .hmgetBuffer(snapshot, 'seq', 'bytes')
          .xrangeBuffer(log, '-', '+'),
      );
      if (epoch === null) throw new SessionMissing();
      this.#loadedIn.set(sessionId, { generation, epoch });
      const [covered, bytes] = kept;
      const read = entries.map(toStoredEntry);
      return {
        snapshot: bytes ?? undefined,
        entries: read,
        seq: read.at(-1)?.seq ?? covered?.toString() ?? '0',
      };
    });
  }

  readAfter(sessionId: string, seq: LogSeq): Promise<readonly StoredEntry[] | undefined> {
    const { meta, log, snapshot } = keysOf(sessionId);
    return this.#run(async () => {
      const [epoch, covered, entries] = await transaction<[string | null, string | null, RawEntry[]]>(
        this.#reader.multi().hget(meta, 'epoch').hget(snapshot, 'seq').xrangeBuffer(log, `0-${seq}`, '+'),
      );
      const loadedIn = this.#loadedIn.get(sessionId);
      if (epoch === null || (loadedIn && loadedIn.epoch !== epoch)) throw new SessionMissing();
      if (loadedIn && loadedIn.generation !== this.#generation) return undefined;
      const read = entries.map(toStoredEntry);
      // The entry at the caller's position proves that this is the log they know.
      if (read[0]?.seq === seq) return read.slice(1);
      const isKnown = Number(covered ?? 0) === Number(seq);
      return isKnown ? read : undefined;
    });
  }

  compact(sessionId: string, snapshot: Uint8Array, seq: LogSeq): Promise<void> {
    const keys = keysOf(sessionId);
    return this.#run(async () => {
      const { meta, log } = keys;
      const epoch = this.#loadedIn.get(sessionId)?.epoch ?? '';
      exists(
        await this.#writer.sessionCompact(3, meta, log, keys.snapshot, Buffer.from(snapshot), seq, epoch),
      );
    });
  }

  watch(sessionId: string, listener: (entry?: StoredEntry) => void): () => void {
    const stop = this.#hints.watch(sessionId, listener);
    return () => {
      stop();
      this.#loadedIn.delete(sessionId);
    };
  }

  claimClientId(sessionId: string, clientId: number, participantId: string): Promise<boolean> {
    const { meta, clientIds } = keysOf(sessionId);
    return this.#run(async () => {
      const claimed = exists(await this.#writer.sessionClaim(2, meta, clientIds, clientId, participantId));
      if (claimed === 1) await this.#replicated(meta);
      return claimed === 1;
    });
  }

  clientIds(sessionId: string): Promise<ReadonlyMap<number, string>> {
    return this.#run(async () => {
      const owners = await this.#reader.hgetall(keysOf(sessionId).clientIds);
      return new Map(Object.entries(owners).map(([clientId, owner]) => [Number(clientId), owner]));
    });
  }

  addChat(sessionId: string, message: ChatMessage, kept: number): Promise<void> {
    const { meta, chat } = keysOf(sessionId);
    return this.#run(async () => {
      exists(await this.#writer.sessionChat(2, meta, chat, JSON.stringify(message), kept));
      await this.#replicated(meta);
    });
  }

  listChat(sessionId: string): Promise<readonly ChatMessage[]> {
    return this.#run(async () => {
      const messages = await this.#reader.lrange(keysOf(sessionId).chat, 0, -1);
      return messages.map((message): ChatMessage => JSON.parse(message));
    });
  }

  putRun(sessionId: string, run: RunRecord, kept: number): Promise<void> {
    const { meta, runs, runOrder } = keysOf(sessionId);
    const { runId, startedAt } = run;
    return this.#run(async () => {
      exists(
        await this.#writer.sessionRun(3, meta, runs, runOrder, runId, JSON.stringify(run), startedAt, kept),
      );
    });
  }

  listRuns(sessionId: string): Promise<readonly RunRecord[]> {
    return this.#run(async () => {
      const runs = await this.#reader.hvals(keysOf(sessionId).runs);
      return runs.map((run): RunRecord => JSON.parse(run)).sort((a, b) => a.startedAt - b.startedAt);
    });
  }

  health(): Promise<DependencyHealth> {
    return checkDurability(this.#reader, this.#lastError());
  }

  async close(): Promise<void> {
    this.#replicas.close();
    this.#hints.close();
    for (const client of [this.#writer, this.#reader]) client.disconnect();
  }

  async #replicated(key: string): Promise<void> {
    if (!(await this.#replicas.replicated(key))) {
      throw new StoreUnavailable('No replica of Redis has confirmed the write in time.');
    }
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SessionMissing || error instanceof StoreUnavailable) throw error;
      throw new StoreUnavailable('Redis did not answer, or could not write.', { cause: error });
    }
  }
}

type RawEntry = readonly [Buffer, readonly [Buffer, Buffer]];

const toStoredEntry = ([id, [, bytes]]: RawEntry): StoredEntry => ({
  ...decodeLogEntry(bytes),
  seq: id.toString().slice(2),
});

/** The answer of a script, which is -1 when the session is not there. */
function exists(answer: number): number {
  if (answer === -1) throw new SessionMissing();
  return answer;
}
