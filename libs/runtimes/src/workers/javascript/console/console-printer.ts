import type { ProgramOutput } from '../../program-output.ts';
import { lookAtPromise, proxyTarget } from '../inspect/hidden-state.ts';
import { format } from './format.ts';

type Stream = 'stdout' | 'stderr';

interface Held {
  readonly stream: Stream;
  readonly text: () => string;
}

/**
 * Writes what `console` was given. Whether a promise is settled cannot be seen at once: a call that shows one is held,
 * with everything after it, until the current turn of the program ends.
 */
export class ConsolePrinter {
  readonly #output: ProgramOutput;
  #indentation = '';
  #held: Held[] = [];

  constructor(output: ProgramOutput) {
    this.#output = output;
  }

  print(stream: Stream, values: readonly unknown[]): void {
    const promises = promisesIn(values);
    if (promises.length > 0) {
      for (const { promise } of promises) lookAtPromise(promise);
      if (this.#held.length === 0) queueMicrotask(() => this.flush());
      const indentation = this.#indentation;
      this.#held.push({ stream, text: () => indented(format(values), indentation) });
    } else if (this.#held.length > 0) {
      const text = indented(format(values), this.#indentation);
      this.#held.push({ stream, text: () => text });
    } else {
      this.#output.write(stream, `${indented(format(values), this.#indentation)}\n`);
    }
  }

  format(values: readonly unknown[]): string {
    return format(values);
  }

  /** Writes what is held, with what is known by now. */
  flush(): void {
    const held = this.#held;
    this.#held = [];
    for (const { stream, text } of held) this.#output.write(stream, `${text()}\n`);
  }

  indent(): void {
    this.#indentation += '  ';
  }

  outdent(): void {
    this.#indentation = this.#indentation.slice(2);
  }
}

const indented = (text: string, indentation: string): string =>
  indentation === '' ? text : indentation + text.replaceAll('\n', `\n${indentation}`);

const MAX_DEPTH = 3;

interface Shown {
  readonly promise: Promise<unknown>;
}

/** Promises that showing these values would meet. */
function promisesIn(values: readonly unknown[], depth = 0, found: Shown[] = []): Shown[] {
  for (const value of values) {
    if (typeof value !== 'object' || value === null || proxyTarget(value)) continue;
    if (value instanceof Promise) found.push({ promise: value });
    else if (depth < MAX_DEPTH) promisesIn(innerValues(value), depth + 1, found);
  }
  return found;
}

const MAX_INNER = 100;

function innerValues(value: object): unknown[] {
  if (value instanceof Map) return [...value.values()].slice(0, MAX_INNER);
  if (value instanceof Set) return [...value].slice(0, MAX_INNER);
  const inner: unknown[] = [];
  for (const key of Object.keys(value).slice(0, MAX_INNER)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (typeof descriptor?.value === 'object') inner.push(descriptor.value);
  }
  return inner;
}
