/** How long a run waits for the browser that runs it, ms: a connection that breaks is back before. */
const RETURN_MS = 10_000;

/** Open runs whose runner is not connected. The program goes on in its browser, which speaks of it when it comes back. */
export class AbandonedRuns {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #onLost: (runId: string) => void;

  constructor(onLost: (runId: string) => void) {
    this.#onLost = onLost;
  }

  get isEmpty(): boolean {
    return this.#timers.size === 0;
  }

  add(runId: string): void {
    this.claim(runId);
    const timer = setTimeout(() => {
      this.#timers.delete(runId);
      this.#onLost(runId);
    }, RETURN_MS);
    this.#timers.set(runId, timer.unref());
  }

  /** Its browser has spoken of it. */
  claim(runId: string): void {
    clearTimeout(this.#timers.get(runId));
    this.#timers.delete(runId);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
