import { ACTIVITY_STEP_MS } from '../session-store.ts';
import type { HeldSession } from './held-sessions.ts';
import type { LmdbTables } from './lmdb-tables.ts';

/** Sessions in the order of their last activity, to the minute, and the public ones among them. */
export class ActivityIndex {
  readonly #tables: LmdbTables;

  constructor(tables: LmdbTables) {
    this.#tables = tables;
  }

  /** Whether the session's place has changed, so that `put` is due. */
  isBehind({ lastActive, indexedAt }: HeldSession): boolean {
    return stepOf(lastActive) !== indexedAt;
  }

  /** Queues writes; call it inside a batch. */
  put(session: HeldSession): void {
    const { lastActive, totalEdits, seq, indexedAt: before } = session;
    const { sessionId, isPublic } = session.fixed;
    const step = stepOf(lastActive);
    session.indexedAt = step;
    void this.#tables.activity.put(sessionId, { lastActive, totalEdits, upTo: seq, indexedAt: step });
    if (step === before) return;
    for (const index of isPublic ? [this.#tables.idle, this.#tables.public] : [this.#tables.idle]) {
      void index.remove([before, sessionId]);
      void index.put([step, sessionId], true);
    }
  }

  /** Queues writes; call it inside a batch. */
  setPublic({ fixed, indexedAt }: HeldSession, isPublic: boolean): void {
    if (isPublic) void this.#tables.public.put([indexedAt, fixed.sessionId], true);
    else void this.#tables.public.remove([indexedAt, fixed.sessionId]);
  }

  /** Queues writes; call it inside a batch. */
  remove({ fixed, indexedAt }: HeldSession): void {
    void this.#tables.activity.remove(fixed.sessionId);
    void this.#tables.idle.remove([indexedAt, fixed.sessionId]);
    void this.#tables.public.remove([indexedAt, fixed.sessionId]);
  }

  /** Ids of public sessions, newest first; `cursor` is the last page's `nextCursor`. */
  publicIds(limit: number, cursor?: string): { ids: string[]; nextCursor: string | null } {
    const [step, id] = cursor?.split('.') ?? [];
    const keys = [
      ...this.#tables.public.getKeys({
        start: id === undefined ? [Number.MAX_SAFE_INTEGER, ''] : [Number(step), id],
        end: [-1, ''],
        reverse: true,
        limit: limit + 1,
        exclusiveStart: id !== undefined,
      }),
    ];
    const shown = keys.slice(0, limit);
    const last = shown.at(-1);
    return {
      ids: shown.map(([, sessionId]) => sessionId),
      nextCursor: keys.length > limit && last ? last.join('.') : null,
    };
  }

  /** Ids in order of activity, the oldest first, up to `before` (Unix ms) rounded to a step. */
  *idsUntil(before: number): Generator<string> {
    for (const [, sessionId] of this.#tables.idle.getKeys({ start: [0, ''], end: [before, ''] })) {
      yield sessionId;
    }
  }
}

const stepOf = (lastActive: number): number => lastActive - (lastActive % ACTIVITY_STEP_MS);
