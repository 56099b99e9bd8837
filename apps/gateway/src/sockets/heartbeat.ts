/** Sockets are pinged in so many groups, one after the other, so that none of them is much work. */
const GROUPS = 5;

/** One socket, as its heartbeat sees it. */
export interface Pulse {
  ping(): void;
  /** Ends the connection if nothing has come since the last ping. */
  endIfSilent(): void;
}

/**
 * Finds out which clients are gone, for all sockets together: one timer per process, which wakes it once a second.
 * Timers of their own would wake it for every single socket, and cost more than what those sockets type.
 */
export class Heartbeat {
  readonly #groups = Array.from({ length: GROUPS }, () => new Set<Pulse>());
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;
  #turnedAt = 0;
  #watched = 0;

  /** `intervalMs` from ping to ping, `timeoutMs` (shorter) from ping to answer. Returns the undo. */
  watch(
    pulse: Pulse,
    { intervalMs, timeoutMs }: { readonly intervalMs: number; readonly timeoutMs: number },
  ): () => void {
    const group = this.#groups[this.#watched++ % GROUPS];
    group?.add(pulse);
    const turnMs = intervalMs / GROUPS;
    const turnsToAnswer = Math.min(GROUPS - 1, Math.ceil(timeoutMs / turnMs));
    this.#timer ??= setInterval(() => this.#next(turnMs, turnsToAnswer), turnMs).unref();
    return () => {
      group?.delete(pulse);
      if (this.#groups.some(({ size }) => size > 0)) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #next(turnMs: number, turnsToAnswer: number): void {
    const now = performance.now();
    const wasHeldUp = now - this.#turnedAt > 2 * turnMs;
    this.#turnedAt = now;
    const turn = this.#turn++;
    for (const pulse of this.#groups[turn % GROUPS] ?? []) pulse.ping();
    // After a pause of this process answers are still unread: nobody is silent because of that.
    if (wasHeldUp) return;
    for (const pulse of this.#groups[(turn - turnsToAnswer + GROUPS) % GROUPS] ?? []) pulse.endIfSilent();
  }
}
