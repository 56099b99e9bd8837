/** Shortest time between two rounds of writes. A commit costs some 0.5 ms of processor whatever is in it. */
const SPACING_MS = 100;

/**
 * Lets all sessions of the process write to the store together: at once after a quiet time, else in rounds. People
 * see each other's edits without waiting for this; only "saved" comes a few hundredths of a second later.
 */
export class GroupCommit {
  #waiting: (() => void)[] = [];
  #lastAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  request(write: () => void): void {
    const now = performance.now();
    if (!this.#timer && now - this.#lastAt >= SPACING_MS) {
      this.#lastAt = now;
      return write();
    }
    this.#waiting.push(write);
    this.#timer ??= setTimeout(this.#run, this.#lastAt + SPACING_MS - now);
    return undefined;
  }

  readonly #run = (): void => {
    this.#timer = undefined;
    this.#lastAt = performance.now();
    for (const write of this.#waiting.splice(0)) write();
  };
}
