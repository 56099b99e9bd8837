import { ACTIVITY_STEP_MS } from '../session-store.ts';
import { IDLE_KEY, PUBLIC_KEY } from './redis-keys.ts';
import type { RedisClient } from './redis-scripts.ts';

const REMEMBERED = 10_000;

/**
 * Which sessions are idle, and which are public, by last activity. These sets lie apart from the sessions (in a
 * cluster on another server), so they are hints: whoever uses them asks the session, and mends them.
 */
export class RedisIndexes {
  readonly #client: RedisClient;
  readonly #steps = new Map<string, number>();

  constructor(client: RedisClient) {
    this.#client = client;
  }

  /** Before the session itself: an entry without a session is found and removed, the reverse would stay hidden. */
  async add(sessionId: string, lastActive: number, isPublic: boolean): Promise<void> {
    const step = stepOf(lastActive);
    const added = [this.#client.zadd(IDLE_KEY, step, sessionId)];
    if (isPublic) added.push(this.#client.zadd(PUBLIC_KEY, step, sessionId));
    await Promise.all(added);
  }

  /** Moves a session when it has been active for another step; never brings back a removed one. */
  async move(sessionId: string, lastActive: number): Promise<void> {
    const step = stepOf(lastActive);
    if ((this.#steps.get(sessionId) ?? 0) >= step) return;
    this.#remember(sessionId, step);
    try {
      await Promise.all(
        [IDLE_KEY, PUBLIC_KEY].map((key) => this.#client.zadd(key, 'XX', 'GT', step, sessionId)),
      );
    } catch {
      // The edit itself is stored: the next one tries again.
      this.#steps.delete(sessionId);
    }
  }

  async setPublic(sessionId: string, isPublic: boolean, lastActive: number): Promise<void> {
    if (isPublic) await this.#client.zadd(PUBLIC_KEY, stepOf(lastActive), sessionId);
    else await this.#client.zrem(PUBLIC_KEY, sessionId);
  }

  async remove(sessionId: string): Promise<void> {
    this.#steps.delete(sessionId);
    await Promise.all([IDLE_KEY, PUBLIC_KEY].map((key) => this.#client.zrem(key, sessionId)));
  }

  /** Ids by activity before `before`, oldest first. */
  idle(before: number, limit: number): Promise<string[]> {
    return this.#client.zrange(IDLE_KEY, '-inf', `(${before}`, 'BYSCORE', 'LIMIT', 0, limit);
  }

  /** Ids of public sessions, newest first, after `cursor`, each with the cursor that continues after it. */
  async public(limit: number, cursor: string | undefined): Promise<{ sessionId: string; cursor: string }[]> {
    const [step = '+inf', last] = cursor?.split('.') ?? [];
    const found: { sessionId: string; cursor: string }[] = [];
    for (let offset = 0; found.length < limit; offset += limit) {
      const page = await this.#client.zrange(
        PUBLIC_KEY,
        step,
        '-inf',
        'BYSCORE',
        'REV',
        'LIMIT',
        offset,
        limit,
        'WITHSCORES',
      );
      for (let i = 0; i + 1 < page.length; i += 2) {
        const [sessionId = '', score = ''] = page.slice(i, i + 2);
        // Of one step, ids come in falling order: those up to the last one were in the page before.
        const isSeen = last !== undefined && Number(score) === Number(step) && sessionId >= last;
        if (!isSeen && found.length < limit)
          found.push({ sessionId, cursor: `${Number(score)}.${sessionId}` });
      }
      if (page.length < 2 * limit) break;
    }
    return found;
  }

  #remember(sessionId: string, step: number): void {
    this.#steps.delete(sessionId);
    this.#steps.set(sessionId, step);
    if (this.#steps.size <= REMEMBERED) return;
    for (const oldest of this.#steps.keys()) {
      this.#steps.delete(oldest);
      break;
    }
  }
}

const stepOf = (at: number): number => at - (at % ACTIVITY_STEP_MS);
