/**
 * Lets all sessions of the process write to the store together: at once after a quiet time, else in rounds. People
 * see each other's edits without waiting for this; only "saved" comes a few hundredths of a second later.
 */
export class GroupCommit {
  readonly #spacingMs: number;
  #waiting: (() => void)[] = [];
  #lastAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  /** Shortest time between two rounds; 0 lets everybody write at once. */
  constructor(spacingMs: number) {
    this.#spacingMs = spacingMs;
  }

  request(write: () => void): void {
    const now = performance.now();
    if (!this.#timer && now - this.#lastAt >= this.#spacingMs) {
      this.#lastAt = now;
      return write();
    }
    this.#waiting.push(write);
    this.#timer ??= setTimeout(this.#run, this.#lastAt + this.#spacingMs - now);
    return undefined;
  }

  readonly #run = (): void => {
    this.#timer = undefined;
    this.#lastAt = performance.now();
    for (const write of this.#waiting.splice(0)) write();
  };
}
