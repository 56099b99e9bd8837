import type { FrameToWorker } from '../wire/messages.ts';
import type { SharedMemory } from '../wire/shared-memory.ts';
import { INPUT, INPUT_BYTES, WORD } from '../wire/shared-memory.ts';

export interface InputFeedParts {
  readonly shared: SharedMemory | null;
  readonly isTerminal: boolean;
  readonly post: (message: FrameToWorker) => void;
}

/** Lines on their way to one worker: kept until the program asks. */
export class InputFeed {
  readonly #shared: SharedMemory | null;
  readonly #post: (message: FrameToWorker) => void;
  /** `null` is an end of input after which more may come. */
  readonly #lines: (string | null)[] = [];
  #rest: Uint8Array<ArrayBuffer> | null = null;
  #hasEnded = false;
  #isWanted = false;

  /** As at a terminal, where Ctrl+D ends what is read now, and a later question is asked all the same. */
  readonly #isTerminal: boolean;

  constructor({ shared, isTerminal, post }: InputFeedParts) {
    this.#shared = shared;
    this.#isTerminal = isTerminal;
    this.#post = post;
  }

  add(line: string): void {
    if (!this.#hasEnded) this.#lines.push(line);
    if (this.#isWanted) this.#give();
  }

  end(): void {
    if (this.#isTerminal) this.#lines.push(null);
    else this.#hasEnded = true;
    if (this.#isWanted) this.#give();
  }

  /** The program waits. False if nobody has to be asked, because an answer was there. */
  want(): boolean {
    this.#isWanted = true;
    return !this.#give();
  }

  #give(): boolean {
    if (this.#rest) return this.#giveBytes(this.#rest);
    const line = this.#lines.shift();
    if (line === undefined && !this.#hasEnded) return false;
    if (!this.#shared) {
      this.#isWanted = false;
      this.#post({ kind: 'input', line: line ?? null });
      return true;
    }
    if (typeof line === 'string') return this.#giveBytes(new TextEncoder().encode(line));
    this.#signal(this.#shared, INPUT.ended);
    return true;
  }

  #giveBytes(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (!this.#shared) return false;
    const part = bytes.subarray(0, INPUT_BYTES);
    this.#rest = bytes.length > INPUT_BYTES ? bytes.subarray(INPUT_BYTES) : null;
    this.#shared.inputBytes.set(part);
    Atomics.store(this.#shared.words, WORD.inputLength, this.#rest ? -part.length : part.length);
    this.#signal(this.#shared, INPUT.line);
    return true;
  }

  #signal({ words }: SharedMemory, state: number): void {
    this.#isWanted = false;
    Atomics.store(words, WORD.input, state);
    Atomics.notify(words, WORD.input);
  }
}
