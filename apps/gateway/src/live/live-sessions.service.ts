import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, LogSeq, SessionEndReason } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type * as Y from 'yjs';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import type { Instances } from '../instances/instances.ts';
import { INSTANCES } from '../instances/instances.ts';
import { LOGGER, logId } from '../ops/logger.ts';
import type { SessionStore } from '../store/session-store.ts';
import { SESSION_STORE } from '../store/session-store.ts';
import { GroupCommit } from './group-commit.ts';
import { LiveSession } from './live-session.ts';
import type { MissingReason } from './session-loss.ts';
import type { LiveSessions } from './live-sessions.port.ts';

/** How long a session stays loaded after its last use. */
const UNLOAD_AFTER_MS = 10_000;
const SWEEP_MS = 2000;
/** People are moved over at most so long when the instance goes down, and so far apart at most. */
const MOVE_ALL_MS = 2000;
const MOVE_PAUSE_MS = 20;

interface Entry {
  readonly session: LiveSession;
  usedAt: number;
  /** Calls that are using it now. */
  uses: number;
}

/** The sessions in use on this instance: one object per id, loaded on demand, unloaded when idle. */
@Injectable()
export class LiveSessionsService implements LiveSessions, BeforeApplicationShutdown {
  readonly #entries = new Map<string, Entry>();
  readonly #commit: GroupCommit;
  readonly #sweep = setInterval(() => this.#unloadIdle(), SWEEP_MS).unref();

  // oxlint-disable-next-line max-params -- Nest injects by parameters; the house allows four
  constructor(
    @Inject(SESSION_STORE) private readonly store: SessionStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(INSTANCES) private readonly instances: Instances,
  ) {
    this.#commit = new GroupCommit(store.roundMs);
  }

  /** The one live session of an id. Whoever keeps it must be a peer in it, or ask again. */
  open(sessionId: string): LiveSession {
    return this.#entry(sessionId).session;
  }

  /** Uses a session, which stays loaded meanwhile. */
  async use<T>(sessionId: string, work: (session: LiveSession) => Promise<T>): Promise<T> {
    const entry = this.#entry(sessionId);
    entry.uses++;
    try {
      return await work(entry.session);
    } finally {
      entry.uses--;
      entry.usedAt = performance.now();
    }
  }

  withDocument<T>(sessionId: string, read: (doc: Y.Doc) => T): Promise<T> {
    return this.use(sessionId, (session) => session.read(read));
  }

  edit(
    sessionId: string,
    participantId: string | undefined,
    change: (doc: Y.Doc) => void,
  ): Promise<Answer<LogSeq>> {
    return this.use(sessionId, (session) => session.edit(participantId, change));
  }

  async recordChanged(sessionId: string): Promise<void> {
    await this.#entries.get(sessionId)?.session.recordChanged();
  }

  activeUsers(sessionId: string): number {
    return this.#entries.get(sessionId)?.session.activeUsers ?? 0;
  }

  async countPeople(sessionId: string): Promise<number> {
    // Whoever has just come or gone here is known here first.
    const known = this.activeUsers(sessionId);
    return known > 0 ? known : ((await this.instances.countPeople(sessionId)) ?? 0);
  }

  tellExpiry(sessionId: string, expiresAt: number): void {
    this.#entries.get(sessionId)?.session.tellExpiry(expiresAt);
  }

  end(sessionId: string, reason: SessionEndReason): Promise<void> {
    this.#remove(sessionId, (session) => session.end(reason));
    return Promise.resolve();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#sweep);
    await this.#movePeople();
    await Promise.allSettled([...this.#entries.values()].map(({ session }) => session.settle()));
    for (const { session } of this.#entries.values()) session.close();
    this.#entries.clear();
  }

  #dismiss(sessionId: string, reason: MissingReason): void {
    this.#remove(sessionId, (session) => {
      switch (reason) {
        case 'deleted':
        case 'expired':
          return session.end(reason);
        case 'restored':
          return session.dismiss('epoch-changed');
        case 'lost':
          return session.dismiss('session-not-found');
        default:
          return unreachable(reason);
      }
    });
  }

  #remove(sessionId: string, endIt: (session: LiveSession) => void): void {
    const session = this.#entries.get(sessionId)?.session;
    if (!session) return;
    this.#entries.delete(sessionId);
    endIt(session);
    session.close();
  }

  /** Closes sockets one by one: everybody at once would fall upon the instances that stay. */
  async #movePeople(): Promise<void> {
    const outlets = [...this.#entries.values()].flatMap(({ session }) => session.outlets);
    const pauseMs = Math.min(MOVE_PAUSE_MS, MOVE_ALL_MS / Math.max(1, outlets.length));
    for (const outlet of outlets) {
      outlet.close('server-draining');
      await delay(pauseMs);
    }
  }

  #entry(sessionId: string): Entry {
    const known = this.#entries.get(sessionId);
    if (known) {
      known.usedAt = performance.now();
      return known;
    }
    const session = new LiveSession({
      sessionId,
      store: this.store,
      limits: this.config.limits,
      instances: this.instances,
      commit: this.#commit,
      log: this.log.child({ session: logId(sessionId) }),
      onMissing: (reason) => this.#dismiss(sessionId, reason),
    });
    const entry: Entry = { session, usedAt: performance.now(), uses: 0 };
    this.#entries.set(sessionId, entry);
    return entry;
  }

  #unloadIdle(): void {
    const now = performance.now();
    for (const [sessionId, { session, uses, usedAt }] of this.#entries) {
      if (uses > 0 || !session.isIdle || now - usedAt < UNLOAD_AFTER_MS) continue;
      this.#entries.delete(sessionId);
      session.close();
    }
  }
}
