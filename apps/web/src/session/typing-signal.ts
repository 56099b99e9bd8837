/** So long after the last edit somebody counts as typing. */
const IDLE_MS = 2000;

/** Turns edits into "typing" and, after a pause, "not typing": two messages however many keys. */
export class TypingSignal {
  readonly #tell: (isTyping: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastEditAt = 0;

  constructor(tell: (isTyping: boolean) => void) {
    this.#tell = tell;
  }

  readonly onEdit = (): void => {
    this.#lastEditAt = Date.now();
    if (this.#timer !== undefined) return;
    this.#tell(true);
    this.#wait(IDLE_MS);
  };

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(delayMs: number): void {
    this.#timer = setTimeout(() => {
      const restMs = this.#lastEditAt + IDLE_MS - Date.now();
      if (restMs > 0) return this.#wait(restMs);
      this.#timer = undefined;
      this.#tell(false);
    }, delayMs);
  }
}
