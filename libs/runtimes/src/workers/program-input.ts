import type { SharedMemory } from '../wire/shared-memory.ts';
import { INPUT, WORD } from '../wire/shared-memory.ts';
import type { ProgramOutput } from './program-output.ts';
import type { WorkerPort } from './worker-port.ts';

/** A program's standard input, line by line. */
export class ProgramInput {
  readonly #port: WorkerPort;
  readonly #shared: SharedMemory | null;
  readonly #output: ProgramOutput;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #answer: ((line: string | null) => void) | null = null;

  constructor(port: WorkerPort, shared: SharedMemory | null, output: ProgramOutput) {
    this.#port = port;
    this.#shared = shared;
    this.#output = output;
  }

  get canBlock(): boolean {
    return this.#shared !== null;
  }

  /**
   * Blocks until a line comes; without its line end. `null` at the end of input, `undefined` when a stop woke it.
   * Needs shared memory.
   */
  readLine(prompt: string): string | null | undefined {
    if (!this.#shared) return null;
    const { words, inputBytes } = this.#shared;
    this.#output.flush();
    let line = '';
    Atomics.store(words, WORD.input, INPUT.wanted);
    this.#port.post({ kind: 'input-wanted', prompt });
    for (;;) {
      Atomics.wait(words, WORD.input, INPUT.wanted);
      const state = Atomics.load(words, WORD.input);
      if (state === INPUT.ended) return null;
      if (state === INPUT.idle) return undefined;
      // A line longer than the buffer comes in parts; a negative length says that more follows.
      const length = Atomics.load(words, WORD.inputLength);
      line += this.#decoder.decode(inputBytes.slice(0, Math.abs(length)), { stream: length < 0 });
      if (length >= 0) break;
      Atomics.store(words, WORD.input, INPUT.wanted);
      this.#port.post({ kind: 'input-wanted', prompt });
    }
    Atomics.store(words, WORD.input, INPUT.idle);
    this.#output.write('input', `${line}\n`);
    return line;
  }

  /** The same without shared memory. */
  async readLineLater(prompt: string): Promise<string | null> {
    this.#output.flush();
    this.#port.post({ kind: 'input-wanted', prompt });
    const line = await new Promise<string | null>((resolve) => {
      this.#answer = resolve;
    });
    if (line !== null) this.#output.write('input', `${line}\n`);
    return line;
  }

  /** The frame's answer to `readLineLater`. */
  accept(line: string | null): void {
    this.#answer?.(line);
    this.#answer = null;
  }
}
