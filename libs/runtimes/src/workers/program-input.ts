import type { SharedMemory } from '../wire/shared-memory.ts';
import { INPUT, WORD } from '../wire/shared-memory.ts';
import type { ProgramOutput } from './program-output.ts';
import type { WorkerPort } from './worker-port.ts';

interface InputPart {
  readonly text: string;
  readonly isLast: boolean;
}

/** Of ES2024, and not yet in every browser. */
type WaitAsync = (
  words: Int32Array,
  index: number,
  value: number,
) => { readonly value: Promise<string> | string };

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
    const { words } = this.#shared;
    let line = '';
    for (;;) {
      this.#want(prompt);
      Atomics.wait(words, WORD.input, INPUT.wanted);
      const part = this.#takePart(this.#shared);
      if (typeof part !== 'object' || part === null) return part;
      line += part.text;
      if (part.isLast) return this.#accepted(line);
    }
  }

  /** The same, while timers and promises go on. `null` also where a stop woke it. */
  async readLineAsync(prompt: string): Promise<string | null> {
    if (!this.#shared) return this.readLineLater(prompt);
    const { waitAsync } = Atomics as { waitAsync?: WaitAsync };
    if (!waitAsync) return this.readLine(prompt) ?? null;
    let line = '';
    for (;;) {
      this.#want(prompt);
      await waitAsync(this.#shared.words, WORD.input, INPUT.wanted).value;
      const part = this.#takePart(this.#shared);
      if (typeof part !== 'object' || part === null) return null;
      line += part.text;
      if (part.isLast) return this.#accepted(line);
    }
  }

  #want(prompt: string): void {
    this.#output.flush();
    if (this.#shared) Atomics.store(this.#shared.words, WORD.input, INPUT.wanted);
    this.#port.post({ kind: 'input-wanted', prompt });
  }

  /** A line longer than the buffer comes in parts; a negative length says that more follows. */
  #takePart({ words, inputBytes }: SharedMemory): InputPart | null | undefined {
    const state = Atomics.load(words, WORD.input);
    if (state === INPUT.ended) return null;
    if (state === INPUT.idle) return undefined;
    const length = Atomics.load(words, WORD.inputLength);
    const text = this.#decoder.decode(inputBytes.slice(0, Math.abs(length)), { stream: length < 0 });
    if (length >= 0) Atomics.store(words, WORD.input, INPUT.idle);
    return { text, isLast: length >= 0 };
  }

  #accepted(line: string): string {
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
