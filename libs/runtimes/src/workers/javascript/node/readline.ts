import type { ProgramOutput } from '../../program-output.ts';
import { EventEmitter } from './events.ts';
import type { StandardInput } from './standard-input.ts';

interface InterfaceOptions {
  readonly input?: unknown;
  readonly output?: unknown;
  readonly prompt?: string;
}

interface Parts {
  readonly stdin: StandardInput;
  readonly output: ProgramOutput;
}

type Answered = (answer: string) => void;

/** Lines of the standard input, or of what `input` gives piece by piece. */
async function* linesOf(input: unknown, stdin: StandardInput): AsyncGenerator<string> {
  if (input === undefined || input === stdin) {
    for (;;) {
      const line = await stdin.readLine('');
      if (line === null) return;
      yield line;
    }
  }
  let rest = '';
  for await (const piece of input as AsyncIterable<unknown>) {
    const lines = (rest + String(piece)).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** `readline.Interface`: lines to those who listen, and answers to those who ask. */
class Interface extends EventEmitter {
  readonly #output: ProgramOutput;
  readonly #lines: AsyncGenerator<string>;
  readonly #showsPrompt: boolean;
  /** Lines that came before somebody asked for them, and questions that no line has answered yet. */
  readonly #early: string[] = [];
  readonly #questions: Answered[] = [];
  #prompt: string;
  #isClosed = false;
  #isReading = false;

  constructor(options: InterfaceOptions, { stdin, output }: Parts) {
    super();
    this.#output = output;
    this.#lines = linesOf(options.input, stdin);
    this.#showsPrompt = Boolean(options.output);
    this.#prompt = options.prompt ?? '> ';
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt;
  }

  getPrompt(): string {
    return this.#prompt;
  }

  prompt(): void {
    this.write(this.#prompt);
    this.#read();
  }

  /** Node writes to the terminal what a program writes here. */
  write(text: string): void {
    if (this.#showsPrompt) this.#output.write('stdout', text);
  }

  question(query: string, second?: unknown, third?: unknown): unknown {
    const answered = (typeof second === 'function' ? second : third) as Answered;
    this.ask(query, answered);
    return undefined;
  }

  ask(query: string, answered: Answered): void {
    if (this.#isClosed) {
      throw Object.assign(new Error('readline was closed'), { code: 'ERR_USE_AFTER_CLOSE' });
    }
    this.write(query);
    const early = this.#early.shift();
    if (early !== undefined) {
      queueMicrotask(() => answered(early));
      return;
    }
    this.#questions.push(answered);
    this.#read();
  }

  override on(name: string | symbol, listener: (...values: unknown[]) => unknown): this {
    super.on(name, listener);
    if (name === 'line') this.#read();
    return this;
  }

  override once(name: string | symbol, listener: (...values: unknown[]) => unknown): this {
    super.once(name, listener);
    if (name === 'line') this.#read();
    return this;
  }

  pause(): this {
    return this;
  }

  resume(): this {
    return this;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit('close');
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    yield* this.#early.splice(0);
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done || this.#isClosed) break;
      yield value;
    }
    this.close();
  }

  #read(): void {
    if (this.#isReading || this.#isClosed) return;
    this.#isReading = true;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    await Promise.resolve();
    // Only while somebody wants a line: a person is not to be asked for what nobody reads.
    while (!this.#isClosed && (this.#questions.length > 0 || this.listenerCount('line') > 0)) {
      const { done, value } = await this.#lines.next();
      if (this.#isClosed) break;
      if (done) {
        this.close();
        break;
      }
      const answered = this.#questions.shift();
      if (answered) answered(value);
      else this.emit('line', value);
      // What follows an answer asks its own question before the next line is asked for.
      await Promise.resolve();
    }
    this.#isReading = false;
  }
}

class PromisingInterface extends Interface {
  override question(query: string): Promise<string> {
    return new Promise((resolve) => {
      this.ask(query, resolve);
    });
  }
}

/** `node:readline` and `node:readline/promises`. */
export function createReadline(parts: Parts) {
  const create =
    (kind: new (options: InterfaceOptions, parts: Parts) => Interface) =>
    (first: InterfaceOptions | StandardInput, second?: unknown): Interface =>
      new kind(first === parts.stdin ? { input: first, output: second } : (first as InterfaceOptions), parts);
  const promises = { Interface: PromisingInterface, createInterface: create(PromisingInterface) };
  return {
    Interface,
    clearLine: nothing,
    clearScreenDown: nothing,
    createInterface: create(Interface),
    cursorTo: nothing,
    emitKeypressEvents: nothing,
    moveCursor: nothing,
    promises,
  };
}

/** What moves a terminal's cursor, which there is none of. */
const nothing = (): boolean => true;
