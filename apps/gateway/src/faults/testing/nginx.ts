import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../testing/eventually.ts';
import { freePort } from '../../testing/redis-servers.ts';

const SHIPPED = fileURLToPath(new URL('../../../../../nginx/', import.meta.url));
const NGINX = '/usr/sbin/nginx';

/** Debian's nginx with the configuration we ship, in front of some gateways of this machine. */
export class Nginx {
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(
    folder: string,
    private readonly port: number,
  ) {
    this.#folder = folder;
    this.#child = spawn(NGINX, this.#arguments(), { stdio: 'ignore' });
  }

  static async start(gatewayPorts: readonly number[]): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), 'pairlink-nginx-'));
    // Started by root, its workers are nobody: they must get in.
    chmodSync(folder, 0o755);
    cpSync(SHIPPED, folder, { recursive: true });
    const port = await freePort();
    const servers = gatewayPorts.map((gateway) => `server 127.0.0.1:${gateway} max_fails=1 fail_timeout=2s;`);
    writeFileSync(
      join(folder, 'pairlink/gateways.conf'),
      `upstream pairlink { hash $pairlink_key consistent; ${servers.join(' ')} keepalive 64; }`,
    );
    writeFileSync(
      join(folder, 'sites/plain.conf'),
      `proxy_cache_path copies keys_zone=pairlink:1m;
       server { listen ${port}; server_name 127.0.0.1; access_log off; include pairlink/server.conf; }`,
    );
    const nginx = new Nginx(folder, port);
    await eventually(() => fetch(`${nginx.url}/api/health/live`));
    return nginx;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As after an edit of the configuration. */
  reload(): void {
    execFileSync(NGINX, [...this.#arguments(), '-s', 'reload']);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #arguments(): string[] {
    return ['-p', this.#folder, '-c', join(this.#folder, 'nginx.conf'), '-e', 'stderr'];
  }
}
