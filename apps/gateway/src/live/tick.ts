/** Shortest and longest wait for more edits, ms. */
const SHORT_MS = 10;
const LONG_MS = 15;
const LARGE_AUDIENCE = 100;

/**
 * Decides when gathered edits go out: the first after a quiet time at once (with what else has just arrived),
 * those that follow together at the end of a tick. The cost of a session is then ticks × people, not edits ×
 * people, and a lone keystroke waits for nothing.
 */
export class Tick {
  readonly #run: () => void;
  #lastAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  audience = 0;

  constructor(run: () => void) {
    this.#run = run;
  }

  request(): void {
    if (this.#timer ?? this.#immediate) return;
    const waitMs = this.#lastAt + (this.audience > LARGE_AUDIENCE ? LONG_MS : SHORT_MS) - performance.now();
    if (waitMs <= 0) this.#immediate = setImmediate(this.#fire);
    else this.#timer = setTimeout(this.#fire, waitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
  }

  readonly #fire = (): void => {
    this.stop();
    this.#lastAt = performance.now();
    this.#run();
  };
}
