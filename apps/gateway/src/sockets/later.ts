/** An answer that comes later, once, without the promises: for what happens at every keystroke. */
export class Later<T> {
  readonly #start: (settle: (value: T) => void) => void;

  constructor(start: (settle: (value: T) => void) => void) {
    this.#start = start;
  }

  /** Starts the work; to be called once. */
  run(settle: (value: T) => void): void {
    this.#start(settle);
  }
}
