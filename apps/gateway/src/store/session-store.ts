import type { ChatMessage, DependencyHealth, LanguageId, LogSeq, RunRecord } from '@pairlink/protocol';

/** What is known about a session besides its document. Times are Unix ms. */
export interface SessionRecord {
  readonly sessionId: string;
  readonly watchId: string;
  /** SHA-256 of the host token, hexadecimal. */
  readonly hostTokenHash: string;
  /** Random, new for every log: documents of different epochs never merge. */
  readonly epoch: string;
  /** The epoch before, when the store had lost the session and it was restored, with the same history. */
  readonly restoredFrom?: string;
  /** Title and language as in the document's meta; kept here so that lists need not load documents. */
  readonly title: string;
  readonly language: LanguageId;
  readonly isPublic: boolean;
  readonly isLocked: boolean;
  /** Absent when the session has no password. */
  readonly passwordHash?: string;
  readonly createdAt: number;
  readonly lastActive: number;
  readonly totalEdits: number;
}

export type SessionPatch = Partial<
  Omit<SessionRecord, 'sessionId' | 'watchId' | 'epoch' | 'createdAt' | 'passwordHash'>
> & {
  /** `null` takes the password away. */
  readonly passwordHash?: string | null;
};

export type GoneReason = 'deleted' | 'expired';

/** What an id stands for. `gone` is answered for the retention window, then the id is `unknown`. */
export type Lookup =
  | { readonly kind: 'live'; readonly record: SessionRecord }
  | { readonly kind: 'gone'; readonly reason: GoneReason }
  | { readonly kind: 'unknown' };

/** One entry of a session's log: one or more merged Yjs updates (v1). */
export interface LogEntry {
  readonly update: Uint8Array;
  /** Author; absent when one entry merges several authors or the server wrote it. */
  readonly participantId?: string;
  /** Unix ms. */
  readonly at: number;
}

export interface StoredEntry extends LogEntry {
  readonly seq: LogSeq;
}

/** Everything needed to build the document: the snapshot, if any, then the entries after it, in order. */
export interface StoredLog {
  readonly snapshot: Uint8Array | undefined;
  readonly entries: readonly StoredEntry[];
  /** Position of the last entry that snapshot and entries cover. */
  readonly seq: LogSeq;
}

/**
 * The seam between sessions and where they are kept. The log is the truth: an append-only sequence of Yjs
 * updates per session; a snapshot only shortens loading. Two implementations (LMDB, Redis) pass one conformance
 * suite, `session-store.conformance.ts`.
 *
 * Every promise rejects with `StoreUnavailable` when the store cannot answer; nothing is then acknowledged.
 * Writes to a session that is not in the store (any more), and `load` and `readAfter` of one, reject with
 * `SessionMissing`; so do those to the log of a session that was restored under another epoch since it was loaded.
 *
 * Positions are whole numbers from 1. An append that gets the position after the caller's cursor tells it that
 * nobody else has written in between; after a greater one the caller has something to read.
 */
export interface SessionStore {
  /** How far apart rounds of appends should be, ms, so that what each costs is worth it. */
  readonly roundMs: number;

  /** Writes record and first entry at once. False when the session id or watch id is taken. */
  create(record: SessionRecord, seed: LogEntry): Promise<boolean>;
  find(sessionId: string): Promise<Lookup>;
  /** The session that a watch id belongs to; `gone` survives the session as for `find`. */
  findByWatchId(watchId: string): Promise<Lookup>;
  update(sessionId: string, patch: SessionPatch): Promise<void>;
  /**
   * Removes everything of the session and remembers only why it is gone. With `ifIdleSince` (Unix ms) only if
   * nothing has happened in it since. Whether it was removed.
   */
  remove(sessionId: string, reason: GoneReason, ifIdleSince?: number): Promise<boolean>;
  /** Recently active public sessions, newest first; `cursor` is the last answer's `nextCursor`. */
  listPublic(page: {
    limit: number;
    cursor?: string;
  }): Promise<{ records: SessionRecord[]; nextCursor: string | null }>;
  /** Ids of sessions whose last activity is older than `before` (Unix ms), oldest first, at most `limit`. */
  listIdle(before: number, limit: number): Promise<string[]>;

  /** Resolves, with the entry's position, only when the entry is durable. Renews `lastActive`. */
  append(sessionId: string, entry: LogEntry, edits: number): Promise<LogSeq>;
  load(sessionId: string): Promise<StoredLog>;
  /**
   * Entries after `seq`, in order. `undefined` means load again: the log was compacted past `seq`, or the store
   * came back with less than it had (`seq` is in its future).
   */
  readAfter(sessionId: string, seq: LogSeq): Promise<readonly StoredEntry[] | undefined>;
  /** Replaces everything up to and including `seq` by `snapshot`, at once; a no-op if a later snapshot exists. */
  compact(sessionId: string, snapshot: Uint8Array, seq: LogSeq): Promise<void>;
  /**
   * Calls `listener` when another instance may have appended to the session, changed its record or removed it, with
   * the entry where the store has it at hand: usable when it is the one after the cursor. Without it, read: the
   * entries with `readAfter`, the record with `find`. Hints may be lost, doubled or late. Returns the undo.
   */
  watch(sessionId: string, listener: (entry?: StoredEntry) => void): () => void;

  /** Remembers that a Yjs client id was given to a participant; false when it was given before. */
  claimClientId(sessionId: string, clientId: number, participantId: string): Promise<boolean>;
  /** Who each issued Yjs client id belongs to. */
  clientIds(sessionId: string): Promise<ReadonlyMap<number, string>>;

  addChat(sessionId: string, message: ChatMessage, kept: number): Promise<void>;
  listChat(sessionId: string): Promise<readonly ChatMessage[]>;
  /** Writes or replaces a run; only the newest `kept` runs stay. */
  putRun(sessionId: string, run: RunRecord, kept: number): Promise<void>;
  listRuns(sessionId: string): Promise<readonly RunRecord[]>;

  health(): Promise<DependencyHealth>;
  close(): Promise<void>;
}

/** Injection token: `@Inject(SESSION_STORE) store: SessionStore`. */
export const SESSION_STORE = Symbol('SessionStore');

/** The store did not answer, or could not write: disk full, connection lost, time-out. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The session is not in the store: removed meanwhile, or the store was wiped. */
export class SessionMissing extends Error {
  override readonly name = 'SessionMissing';

  constructor() {
    super('The session is not in the store.');
  }
}

/**
 * How exactly idle and public sessions are ordered by their last activity: an index that moved with every
 * keystroke would cost more than the keystroke.
 */
export const ACTIVITY_STEP_MS = 60_000;
