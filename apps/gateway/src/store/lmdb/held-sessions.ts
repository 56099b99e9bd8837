import type { SessionRecord } from '../session-store.ts';
import type { FixedRecord, LmdbTables } from './lmdb-tables.ts';
import { lastProgress } from './log-rows.ts';
import { lastNumber, numberedKeys } from './lmdb-tables.ts';

/** A session with its queued writes included, which reads of LMDB show only after their commit. */
export interface HeldSession {
  fixed: FixedRecord;
  lastActive: number;
  totalEdits: number;
  /** Position of the last entry. */
  seq: number;
  /** Position that the snapshot covers, 0 without one. */
  covered: number;
  indexedAt: number;
  /** First and next number of the chat. */
  chat: { first: number; next: number };
  /** Start of each kept run; read when first needed. */
  runs?: Map<string, number>;
  /** Commits under way. */
  pending: number;
  isCompacting: boolean;
  isRemoved: boolean;
}

export const recordOf = ({ fixed, lastActive, totalEdits }: HeldSession): SessionRecord => ({
  ...fixed,
  lastActive,
  totalEdits,
});

/** The sessions written to lately. What is thrown out of here is read again from the tables. */
export class HeldSessions {
  readonly #tables: LmdbTables;
  readonly #held = new Map<string, HeldSession>();
  readonly #capacity: number;

  constructor(tables: LmdbTables, capacity = 1000) {
    this.#tables = tables;
    this.#capacity = capacity;
  }

  get(sessionId: string): HeldSession | undefined {
    const known = this.#held.get(sessionId);
    if (known) return known;
    const read = this.#read(sessionId);
    if (read) this.put(sessionId, read);
    return read;
  }

  put(sessionId: string, session: HeldSession): void {
    this.#held.set(sessionId, session);
    if (this.#held.size <= this.#capacity) return;
    for (const [id, { pending }] of this.#held) {
      // A session with queued writes must stay: the tables do not show them yet.
      if (pending > 0) continue;
      this.#held.delete(id);
      return;
    }
  }

  drop(sessionId: string): void {
    this.#held.delete(sessionId);
  }

  #read(sessionId: string): HeldSession | undefined {
    const { sessions, activity, snapshots, chat } = this.#tables;
    const fixed = sessions.get(sessionId);
    const moving = activity.get(sessionId);
    if (!fixed || !moving) return undefined;
    const covered = lastNumber(snapshots, sessionId) ?? 0;
    const [chatFirst = 0] = [...chat.getKeys({ ...numberedKeys(sessionId), limit: 1 })].map(([, n]) => n);
    const last = lastProgress(this.#tables, sessionId);
    // The row of activity is written once a minute; the log's rows after it know better.
    const { lastActive, totalEdits } = last && last.seq > moving.upTo ? last : moving;
    return {
      fixed,
      lastActive,
      totalEdits,
      seq: last?.seq ?? covered,
      covered,
      indexedAt: moving.indexedAt,
      chat: { first: chatFirst, next: (lastNumber(chat, sessionId) ?? chatFirst - 1) + 1 },
      pending: 0,
      isCompacting: false,
      isRemoved: false,
    };
  }
}
