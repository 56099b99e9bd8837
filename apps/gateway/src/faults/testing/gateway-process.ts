import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../testing/redis-servers.ts';
import { RestClient } from '../../testing/rest-client.ts';

/** The whole gateway in a process of its own, always on the same port and folder, to be hurt and started again. */
export class GatewayProcess {
  /** What it has logged since it was started last. */
  lines: string[] = [];
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'pairlink-faults-'));
  #child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly script: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  /** `script` is the bundled `main.ts`. */
  static async start(
    script: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<GatewayProcess> {
    const gateway = new GatewayProcess(await freePort(), script, variables);
    await gateway.restart();
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isRunning(): boolean {
    const child = this.#child;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Resolves when it listens. */
  async restart(): Promise<void> {
    const child = spawn(process.execPath, [this.script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATA_DIR: this.#dataDir,
        RATE_CREATE_PER_MINUTE: '1000000',
        ...this.variables,
      },
    });
    this.#child = child;
    this.lines = [];
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The gateway ended with ${code}.`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.lines.push(line);
        if (line.includes('"listening"')) resolve();
      });
    });
  }

  /** As a power cut would: no clean-up of any kind. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As an operator would. Resolves with the exit code. */
  terminate(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async createSession(): Promise<string> {
    return (await new RestClient(this.url).create({ code: '' })).sessionId;
  }

  /** Ends it and removes its files. */
  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (!child || !this.isRunning) return null;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  }
}
