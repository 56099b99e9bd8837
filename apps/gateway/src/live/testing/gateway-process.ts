import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleScript } from '../../testing/bundle-script.ts';

/** The whole gateway in a process of its own, on one port and one folder, to be killed and started again. */
export class GatewayProcess {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'pairlink-history-'));
  #child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly script: Awaited<ReturnType<typeof bundleScript>>,
  ) {}

  static async start(): Promise<GatewayProcess> {
    const script = await bundleScript(new URL('../../main.ts', import.meta.url));
    const gateway = new GatewayProcess(await freePort(), script);
    await gateway.restart();
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async restart(): Promise<void> {
    const child = spawn(process.execPath, [this.script.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATA_DIR: this.#dataDir,
        RATE_CREATE_PER_MINUTE: '1000000',
      },
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The gateway ended with ${code}.`)));
      child.stdout.on('data', (line: Buffer) => {
        if (line.includes('"listening"')) resolve();
      });
    });
  }

  /** As a power cut would: no clean-up of any kind. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async createSession(): Promise<string> {
    const response = await fetch(`${this.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: '' }),
    });
    const { sessionId }: { sessionId: string } = JSON.parse(await response.text());
    return sessionId;
  }

  async stop(): Promise<void> {
    this.resume();
    await this.kill();
    this.script.remove();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
