import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../../gateway/dist/main.js', import.meta.url));

/** What an operator starts: the built gateway, in a process of its own, with a data folder of its own. */
export class GatewayProcess {
  /** Everything it printed, for the report of a failed test. */
  readonly lines: string[] = [];
  readonly #dataDir: string;
  readonly #variables: Record<string, string>;
  #process: ChildProcess | undefined;
  #port = 0;

  private constructor(dataDir: string, variables: Record<string, string>) {
    this.#dataDir = dataDir;
    this.#variables = variables;
  }

  /** On a free port, with `variables` besides the defaults; resolves when it listens. */
  static async start(variables: Record<string, string> = {}): Promise<GatewayProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'pairlink-e2e-'));
    const gateway = new GatewayProcess(dataDir, variables);
    await gateway.startAgain();
    return gateway;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** On the same port with the same data, after `kill`; with `variables` besides those of before. */
  async startAgain(variables: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, [BUILT], {
      // Only what it needs: a variable of the machine that runs the tests must not configure the product.
      env: {
        PATH: process.env['PATH'],
        PORT: String(this.#port),
        DATA_DIR: this.#dataDir,
        ...this.#variables,
        ...variables,
      },
      cwd: this.#dataDir,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    createInterface({ input: child.stderr }).on('line', (line) => this.lines.push(line));
    const port = await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.lines.push(line);
        const [, found] = /"address":"http:\/\/localhost:(\d+)".*"listening"/.exec(line) ?? [];
        if (found !== undefined) resolve(Number(found));
      });
      child.once('exit', (code) =>
        reject(new Error(`The gateway ended (${code}):\n${this.lines.join('\n')}`)),
      );
    });
    this.#port = port;
  }

  /** As a power cut does: no drain, no goodbye. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As an operator does; resolves with the exit code. */
  async stop(): Promise<number | null> {
    return await this.#end('SIGTERM');
  }

  /** Ends it and removes its data. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    return child.exitCode;
  }
}
