/** Longest wait for more edits, ms. */
const LONGEST_MS = 15;
/** What a session may spend on showing edits before they wait for each other: this share of the time, */
const SHARE = 0.2;
/** and so much at once, ms. */
const BURST_MS = 10;

/**
 * Decides when gathered edits go out: at once (with what else has just arrived) while the session is cheap, together
 * at the end of a tick while showing each by itself would take more than its share of the processor. A lone keystroke
 * waits for nothing; two hundred people who all type cost ticks × people, not edits × people.
 */
export class Tick {
  readonly #run: () => void;
  /** Processor time that may be spent now, ms; negative after a run that took more. */
  #credit = BURST_MS;
  #creditAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  constructor(run: () => void) {
    this.#run = run;
  }

  request(): void {
    if (this.#timer ?? this.#immediate) return;
    const now = performance.now();
    this.#credit = Math.min(BURST_MS, this.#credit + (now - this.#creditAt) * SHARE);
    this.#creditAt = now;
    if (this.#credit >= 0) this.#immediate = setImmediate(this.#fire);
    else this.#timer = setTimeout(this.#fire, Math.min(LONGEST_MS, -this.#credit / SHARE));
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
  }

  readonly #fire = (): void => {
    this.#timer = undefined;
    this.#immediate = undefined;
    const startedAt = performance.now();
    this.#run();
    this.#credit -= performance.now() - startedAt;
  };
}
