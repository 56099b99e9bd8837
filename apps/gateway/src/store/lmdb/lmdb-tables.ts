import type { ChatMessage, RunRecord } from '@pairlink/protocol';
import type { Database, RootDatabase } from 'lmdb';
import { open } from 'lmdb';
import type { GoneReason, SessionRecord } from '../session-store.ts';

/** The part of a record that seldom changes. */
export type FixedRecord = Omit<SessionRecord, 'lastActive' | 'totalEdits'>;

/** What changes with every edit, as of position `upTo` of the log; the rows after it carry it on. */
export interface Activity {
  readonly lastActive: number;
  readonly totalEdits: number;
  readonly upTo: number;
  /** Time under which the session stands in the indexes by activity. */
  readonly indexedAt: number;
}

export interface Gone {
  readonly reason: GoneReason;
  readonly at: number;
}

type SessionKey = string;

/** The tables of the embedded store. Keys that begin with a session id keep its rows together. */
export interface LmdbTables {
  readonly root: RootDatabase;
  readonly sessions: Database<FixedRecord, SessionKey>;
  readonly activity: Database<Activity, SessionKey>;
  readonly watchIds: Database<string, string>;
  /** Encoded log entries by position. */
  readonly log: Database<Buffer, [SessionKey, number]>;
  /** At most one snapshot per session, by the position it covers. */
  readonly snapshots: Database<Buffer, [SessionKey, number]>;
  readonly clientIds: Database<string, [SessionKey, number]>;
  readonly chat: Database<ChatMessage, [SessionKey, number]>;
  readonly runs: Database<RunRecord, [SessionKey, string]>;
  /** Sessions by activity, and the public ones among them. */
  readonly idle: Database<true, [number, SessionKey]>;
  readonly public: Database<true, [number, SessionKey]>;
  /** Session ids and watch ids of sessions that were removed, and the same by time, to forget them in turn. */
  readonly gone: Database<Gone, string>;
  readonly goneByTime: Database<true, [number, string]>;
}

export function openTables(path: string): LmdbTables {
  const root = open({
    path,
    noSubdir: false,
    maxDbs: 16,
    // A commit resolves after fdatasync, not before: an acknowledged edit survives a power cut too.
    overlappingSync: false,
    // Writes are batched by hand: the batch that lmdb would open by itself rejects, when the disk is full, a promise
    // that nobody can handle.
    eventTurnBatching: false,
    encoding: 'json',
  });
  const table = <V, K extends string | [string, number] | [string, string] | [number, string]>(
    name: string,
    encoding: 'json' | 'binary' = 'json',
  ): Database<V, K> => root.openDB<V, K>({ name, encoding });
  return {
    root,
    sessions: table('sessions'),
    activity: table('activity'),
    watchIds: table('watch-ids'),
    log: table('log', 'binary'),
    snapshots: table('snapshots', 'binary'),
    clientIds: table('client-ids'),
    chat: table('chat'),
    runs: table('runs'),
    idle: table('idle'),
    public: table('public'),
    gone: table('gone'),
    goneByTime: table('gone-by-time'),
  };
}

/** The greatest number under `sessionId`. */
export const lastNumber = (
  table: Database<unknown, [string, number]>,
  sessionId: string,
): number | undefined => {
  const range = {
    start: [sessionId, Number.MAX_SAFE_INTEGER],
    end: [sessionId, -1],
    reverse: true,
    limit: 1,
  };
  for (const [, number] of table.getKeys(range)) return number;
  return undefined;
};

/** Every key of `sessionId` in a table keyed by session and number, from `first` to `last`. */
export const numberedKeys = (sessionId: string, first = 0, last = Number.MAX_SAFE_INTEGER) => ({
  start: [sessionId, first],
  end: [sessionId, last + 0.5],
});

/** Every key of `sessionId` in a table keyed by session and text. */
export const namedKeys = (sessionId: string) => ({ start: [sessionId, ''], end: [sessionId, '\uffff'] });
