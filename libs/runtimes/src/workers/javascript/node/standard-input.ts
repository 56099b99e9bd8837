import type { ProgramInput } from '../../program-input.ts';
import type { Activity } from '../activity.ts';
import { EventEmitter } from './events.ts';

/** The program's standard input; `process.stdin`. A program that listens to it is not over before its end. */
export class StandardInput extends EventEmitter {
  readonly fd = 0;
  readonly #input: ProgramInput;
  readonly #activity: Activity;
  #isFlowing = false;
  #isPaused = false;

  constructor(input: ProgramInput, activity: Activity) {
    super();
    this.#input = input;
    this.#activity = activity;
  }

  /** Everything up to the end of input; blocks. */
  readAll(): string {
    let text = '';
    for (;;) {
      const line = this.#input.readLine('');
      if (line === null || line === undefined) return text;
      text += `${line}\n`;
    }
  }

  /** The next line, without its end; `null` at the end of input. */
  async readLine(prompt: string): Promise<string | null> {
    return this.#activity.during(this.#input.readLineAsync(prompt));
  }

  setEncoding(): this {
    return this;
  }

  resume(): this {
    this.#isPaused = false;
    this.#flow();
    return this;
  }

  pause(): this {
    this.#isPaused = true;
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override on(name: string | symbol, listener: (...values: unknown[]) => unknown): this {
    super.on(name, listener);
    if (name === 'data' || name === 'readable') this.#flow();
    return this;
  }

  override once(name: string | symbol, listener: (...values: unknown[]) => unknown): this {
    super.once(name, listener);
    if (name === 'data' || name === 'readable') this.#flow();
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const line = await this.readLine('');
      if (line === null) return;
      yield `${line}\n`;
    }
  }

  #waiting: string | null = null;

  /** What has come, for those who are told that something is `readable`. */
  read(): string | null {
    const text = this.#waiting;
    this.#waiting = null;
    return text;
  }

  #flow(): void {
    if (this.#isFlowing) return;
    this.#isFlowing = true;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    // Listeners that are added in the same turn hear the first line too.
    await Promise.resolve();
    while (!this.#isPaused) {
      const line = await this.readLine('');
      if (line === null) {
        this.emit('end');
        this.emit('close');
        return;
      }
      this.#waiting = (this.#waiting ?? '') + `${line}\n`;
      this.emit('readable');
      if (this.listenerCount('data') > 0) this.emit('data', this.read());
    }
    this.#isFlowing = false;
  }
}
