import type { FrameToWorker } from '../wire/messages.ts';
import type { SharedMemory } from '../wire/shared-memory.ts';
import { INPUT, INPUT_BYTES, WORD } from '../wire/shared-memory.ts';

/** Lines on their way to one worker: kept until the program asks. */
export class InputFeed {
  readonly #shared: SharedMemory | null;
  readonly #post: (message: FrameToWorker) => void;
  readonly #lines: string[] = [];
  #rest: Uint8Array<ArrayBuffer> | null = null;
  #hasEnded = false;
  #isWanted = false;

  constructor(shared: SharedMemory | null, post: (message: FrameToWorker) => void) {
    this.#shared = shared;
    this.#post = post;
  }

  add(line: string): void {
    if (!this.#hasEnded) this.#lines.push(line);
    if (this.#isWanted) this.#give();
  }

  end(): void {
    this.#hasEnded = true;
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
    if (line !== undefined) return this.#giveBytes(new TextEncoder().encode(line));
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
