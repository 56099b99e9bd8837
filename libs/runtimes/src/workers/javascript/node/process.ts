import type { Program } from '../../../wire/messages.ts';
import type { ProgramOutput } from '../../program-output.ts';
import type { StreamName } from '../../../wire/output-ring.ts';
import type { ConsolePrinter } from '../console/console-printer.ts';
import { EventEmitter } from './events.ts';
import type { StandardInput } from './standard-input.ts';

interface Parts {
  readonly program: Program;
  readonly output: ProgramOutput;
  readonly printer: ConsolePrinter;
  readonly stdin: StandardInput;
  /** Ends the program now; never comes back. */
  readonly exit: (code: number) => never;
}

/** A stream that a program writes to. */
class StandardOutput extends EventEmitter {
  readonly isTTY = false;
  readonly writable = true;
  readonly fd: number;
  readonly #write: (text: unknown) => void;

  constructor(fd: number, write: (text: unknown) => void) {
    super();
    this.fd = fd;
    this.#write = write;
  }

  write(text: unknown, ...rest: unknown[]): boolean {
    this.#write(text);
    const done = rest.find((value) => typeof value === 'function') as (() => void) | undefined;
    if (done) queueMicrotask(done);
    return true;
  }

  end(text?: unknown): this {
    if (text !== undefined) this.#write(text);
    return this;
  }
}

/** `process`, as far as a program in a browser has one. */
export class Process extends EventEmitter {
  readonly argv: string[];
  readonly env: Record<string, string> = {};
  readonly execArgv: string[] = [];
  readonly platform = 'linux';
  readonly arch = 'x64';
  readonly pid = 1;
  readonly title = 'node';
  readonly version = 'v20.0.0';
  readonly versions = { node: '20.0.0' };
  readonly stdin: StandardInput;
  readonly stdout: StandardOutput;
  readonly stderr: StandardOutput;
  readonly hrtime: ((since?: readonly [number, number]) => [number, number]) & { bigint: () => bigint };
  exitCode: number | string | undefined;
  readonly #exit: (code: number) => never;

  constructor({ program, output, printer, stdin, exit }: Parts) {
    super();
    this.argv = ['/usr/bin/node', `/${program.entry}`, ...program.args];
    this.stdin = stdin;
    const writer = (stream: StreamName) => (text: unknown) => {
      printer.flush();
      if (text instanceof Uint8Array) output.writeBytes(stream, text);
      else output.write(stream, String(text));
    };
    this.stdout = new StandardOutput(1, writer('stdout'));
    this.stderr = new StandardOutput(2, writer('stderr'));
    this.#exit = exit;
    const hrtime = (since: readonly [number, number] = [0, 0]): [number, number] => {
      const spent = bigint() - BigInt(since[0]) * 1_000_000_000n - BigInt(since[1]);
      return [Number(spent / 1_000_000_000n), Number(spent % 1_000_000_000n)];
    };
    this.hrtime = Object.assign(hrtime, { bigint });
  }

  exit(code?: number | string): never {
    return this.#exit(Number(code ?? this.exitCode ?? 0));
  }

  abort(): never {
    return this.#exit(134);
  }

  cwd(): string {
    return '/';
  }

  uptime(): number {
    return performance.now() / 1000;
  }

  cpuUsage(): { readonly user: number; readonly system: number } {
    return { user: Math.round(performance.now() * 1000), system: 0 };
  }

  memoryUsage(): Readonly<Record<string, number>> {
    const { memory } = performance as { memory?: { usedJSHeapSize: number; totalJSHeapSize: number } };
    const heapUsed = memory?.usedJSHeapSize ?? 0;
    return { rss: heapUsed, heapTotal: memory?.totalJSHeapSize ?? 0, heapUsed, external: 0, arrayBuffers: 0 };
  }

  nextTick(call: (...values: unknown[]) => unknown, ...values: unknown[]): void {
    queueMicrotask(() => void call(...values));
  }

  emitWarning(warning: unknown): void {
    const text =
      warning instanceof Error ? `${warning.name}: ${warning.message}` : `Warning: ${String(warning)}`;
    this.stderr.write(`${text}\n`);
  }
}

const bigint = (): bigint => BigInt(Math.round(performance.now() * 1e6));
