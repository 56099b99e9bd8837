import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { freePort } from './redis-servers.ts';

const SHIPPED = fileURLToPath(new URL('../../../../nginx/', import.meta.url));
const NGINX = '/usr/sbin/nginx';
const CERTIFICATE_FOLDER = '/etc/letsencrypt/live/pairlink.example';

/**
 * Debian's nginx with one of the sites that we ship, edited as an operator would: ports, folders, certificate, gateways.
 * Names stay, besides 127.0.0.1: ask with the `Host` that is meant.
 */
export class NginxVariant {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pairlink-nginx-'));
  readonly #complaints: string[] = [];
  #process: ChildProcess | undefined;

  private constructor(
    readonly httpPort: number,
    readonly httpsPort: number,
  ) {}

  /** `site` is a file of `nginx/`, for example `variants/tls.conf`. */
  static async start(site: string, gatewayPorts: readonly number[]): Promise<NginxVariant> {
    const nginx = new NginxVariant(await freePort(), await freePort());
    await nginx.#start(site, gatewayPorts);
    return nginx;
  }

  /** The certificate that it shows, made for this test and signed by itself. */
  get certificate(): string {
    return readFileSync(join(this.#folder, 'fullchain.pem'), 'utf8');
  }

  get log(): string {
    return readFileSync(join(this.#folder, 'pairlink.log'), 'utf8') + this.#complaints.join('');
  }

  /** As after an edit of the configuration. */
  reload(): void {
    execFileSync(NGINX, [...this.#arguments(), '-s', 'reload']);
  }

  async stop(): Promise<void> {
    if (this.#process?.exitCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(site: string, gatewayPorts: readonly number[]): Promise<void> {
    const folder = this.#folder;
    // Started by root, its workers are nobody: they must get in.
    chmodSync(folder, 0o755);
    cpSync(SHIPPED, folder, { recursive: true });
    rmSync(join(folder, 'sites/plain.conf'));
    const edited = readFileSync(join(SHIPPED, site), 'utf8')
      .replaceAll('server_name pairlink.example', 'server_name pairlink.example 127.0.0.1')
      .replaceAll('listen 443', `listen 127.0.0.1:${this.httpsPort}`)
      .replaceAll('listen 80', `listen 127.0.0.1:${this.httpPort}`)
      .replaceAll('/var/cache/nginx-pairlink', 'copies')
      .replaceAll('/var/log/nginx/', '')
      .replaceAll(CERTIFICATE_FOLDER, folder);
    writeFileSync(join(folder, 'sites/site.conf'), edited);
    const gateways = readFileSync(join(SHIPPED, 'pairlink/gateways.conf'), 'utf8');
    const servers = gatewayPorts.map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=2s;`);
    const withServers = gateways.replace(/server 127\.0\.0\.1:3000 .*;/, servers.join('\n'));
    writeFileSync(join(folder, 'pairlink/gateways.conf'), withServers);
    this.#makeCertificate();
    const child = spawn(NGINX, this.#arguments(), { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (text: Buffer) => this.#complaints.push(text.toString()));
    this.#process = child;
    await eventually(() => {
      if (child.exitCode !== null) throw new Error(`nginx ended:\n${this.#complaints.join('')}`);
      return fetch(`http://127.0.0.1:${this.httpPort}/`, { redirect: 'manual' });
    });
  }

  #makeCertificate(): void {
    const names = 'DNS:pairlink.example,DNS:run-pairlink.example';
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const subject = ['-days', '2', '-subj', '/CN=pairlink.example', '-addext', `subjectAltName=${names}`];
    const files = ['-keyout', join(this.#folder, 'privkey.pem'), '-out', join(this.#folder, 'fullchain.pem')];
    execFileSync('openssl', [...request, ...subject, ...files], { stdio: 'ignore' });
  }

  #arguments(): string[] {
    return ['-p', this.#folder, '-c', join(this.#folder, 'nginx.conf'), '-e', 'stderr'];
  }
}
