import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHIPPED = fileURLToPath(new URL('../../../../nginx/', import.meta.url));
const NGINX = '/usr/sbin/nginx';

/** Debian's nginx with the configuration we ship; only what an operator edits is ours: address, name, gateways. */
export class NginxProcess {
  readonly #complaints: string[] = [];
  readonly #folder: string;
  readonly #port: number;
  readonly #process: ChildProcess;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    const child = spawn(NGINX, this.#arguments(), { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (text: Buffer) => this.#complaints.push(text.toString()));
    this.#process = child;
  }

  /** In front of gateways on these ports of this machine; resolves when it answers. */
  static async start(gatewayPorts: readonly number[]): Promise<NginxProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'pairlink-nginx-'));
    // Started by root, its workers are nobody: they must get in to keep copies.
    chmodSync(folder, 0o755);
    const port = await freePort();
    cpSync(SHIPPED, folder, { recursive: true });
    const servers = gatewayPorts.map((gateway) => `server 127.0.0.1:${gateway} max_fails=1 fail_timeout=2s;`);
    writeFileSync(
      join(folder, 'pairlink/gateways.conf'),
      `upstream pairlink { hash $pairlink_key consistent; ${servers.join(' ')} keepalive 64; }`,
    );
    writeFileSync(
      join(folder, 'sites/plain.conf'),
      `proxy_cache_path copies keys_zone=pairlink:1m;
       server { listen ${port}; server_name localhost; access_log access.log pairlink;
         include pairlink/server.conf; }
       server { listen ${port} default_server; server_name _; return 421; }`,
    );
    const nginx = new NginxProcess(folder, port);
    await nginx.#answers();
    return nginx;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** What it wrote about requests and about itself. */
  get log(): string {
    return readFileSync(join(this.#folder, 'access.log'), 'utf8') + this.#complaints.join('');
  }

  /** As after an edit of the configuration: `nginx -s reload`. */
  reload(): void {
    execFileSync(NGINX, [...this.#arguments(), '-s', 'reload']);
  }

  async dispose(): Promise<void> {
    if (this.#process.exitCode === null) {
      const exit = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await exit;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #arguments(): string[] {
    return ['-p', this.#folder, '-c', join(this.#folder, 'nginx.conf'), '-e', 'stderr'];
  }

  async #answers(): Promise<void> {
    for (;;) {
      if (this.#process.exitCode !== null) throw new Error(`nginx ended:\n${this.#complaints.join('')}`);
      try {
        await fetch(`${this.url}/api/health/live`);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

/** nginx cannot be asked which port it took, so it is told one that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port to be had');
  return address.port;
}
