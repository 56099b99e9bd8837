/**
 * Counts what keeps a program alive, as Node counts handles: timers, pending calls of the browser. When none is left
 * and nothing new began within two turns of the event loop, the program is over.
 */
export class Activity {
  #count = 0;
  #onIdle: (() => void) | null = null;
  readonly #channel = new MessageChannel();
  #turns = 0;

  constructor() {
    this.#channel.port1.addEventListener('message', () => this.#check());
    this.#channel.port1.start();
  }

  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    this.#arm();
  }

  /** Keeps the program alive while a promise is pending. */
  async during<T>(promise: Promise<T>): Promise<T> {
    this.begin();
    try {
      return await promise;
    } finally {
      this.end();
    }
  }

  /** Calls back once, when the program has nothing left to do. */
  whenIdle(onIdle: () => void): void {
    this.#onIdle = onIdle;
    this.#arm();
  }

  #arm(): void {
    if (this.#count > 0 || !this.#onIdle) return;
    // Two turns: rejections that nobody handled are reported between them.
    this.#turns = 2;
    this.#channel.port2.postMessage(null);
  }

  #check(): void {
    if (this.#count > 0 || !this.#onIdle) return;
    this.#turns -= 1;
    if (this.#turns > 0) {
      this.#channel.port2.postMessage(null);
      return;
    }
    const onIdle = this.#onIdle;
    this.#onIdle = null;
    onIdle();
  }
}
