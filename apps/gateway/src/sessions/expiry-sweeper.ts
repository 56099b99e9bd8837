import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import type { LiveSessions } from '../live/live-sessions.port.ts';
import { LIVE_SESSIONS } from '../live/live-sessions.port.ts';
import { LOGGER, logId } from '../ops/logger.ts';
import type { SessionStore } from '../store/session-store.ts';
import { SESSION_STORE } from '../store/session-store.ts';
import { expiresAt, noticeMs } from './expiry.ts';

const SWEEP_EVERY_MS = 60_000;
const BATCH = 1000;
const HOUR_MS = 60 * 60 * 1000;

/**
 * Removes sessions that nobody has used for the idle time, whole or not at all, never with somebody in them; whoever
 * is in one is told before: it goes if they leave. Each instance knows only the people connected to it: it renews
 * their sessions well before any instance may remove them.
 */
@Injectable()
export class ExpirySweeper implements OnModuleInit, OnModuleDestroy {
  readonly #idleHours: number;
  readonly #idleMs: number;
  /** Sessions whose people know that it goes soon. */
  #told: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  // oxlint-disable-next-line max-params -- Nest injects by parameters; the house allows four
  constructor(
    @Inject(SESSION_STORE) private readonly store: SessionStore,
    @Inject(LIVE_SESSIONS) private readonly live: LiveSessions,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(CONFIG) config: Config,
  ) {
    this.#idleHours = config.limits.sessionIdleHours;
    this.#idleMs = this.#idleHours * HOUR_MS;
  }

  onModuleInit(): void {
    const everyMs = Math.min(SWEEP_EVERY_MS, this.#idleMs / 4);
    this.#timer = setInterval(() => {
      this.#sweeping = this.#sweeping
        .then(() => this.sweep(Date.now()))
        .catch((error: unknown) => this.log.warn({ err: error }, 'sessions could not be swept'));
    }, everyMs);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Renews sessions with people in them and removes the others that are due at `now` (Unix ms). */
  async sweep(now: number): Promise<void> {
    const due = now - this.#idleMs;
    // A quarter of the idle time, at most ten sweeps, early: renewed here before it is due anywhere.
    const margin = Math.min(this.#idleMs / 4, 10 * SWEEP_EVERY_MS);
    for (const sessionId of await this.#inUse(due + margin)) {
      await this.store.update(sessionId, { lastActive: now });
    }
    for (const sessionId of await this.store.listIdle(due, BATCH)) await this.#expire(sessionId, due);
    await this.#tellPeople(now);
  }

  /** Those inside learn that it goes soon if they go, and when that has been put off. */
  async #tellPeople(now: number): Promise<void> {
    const soon = await this.#inUse(now - this.#idleMs + noticeMs(this.#idleHours));
    for (const sessionId of new Set([...soon, ...this.#told])) {
      const lookup = await this.store.find(sessionId);
      if (lookup.kind === 'live') this.live.tellExpiry(sessionId, expiresAt(lookup.record, this.#idleHours));
    }
    this.#told = soon;
  }

  /** Sessions idle since before `before` that have people on this instance. */
  async #inUse(before: number): Promise<readonly string[]> {
    const idle = await this.store.listIdle(before, BATCH);
    return idle.filter((sessionId) => this.live.activeUsers(sessionId) > 0);
  }

  async #expire(sessionId: string, due: number): Promise<void> {
    if (this.live.activeUsers(sessionId) > 0) return;
    if (!(await this.store.remove(sessionId, 'expired', due))) return;
    await this.live.end(sessionId, 'expired');
    this.log.info({ session: logId(sessionId) }, 'session expired');
  }
}
