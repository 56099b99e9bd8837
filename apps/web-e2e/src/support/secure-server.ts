import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Somebody else's server with HTTPS, which any page may read; browsers must be told to trust its certificate. */
export class SecureServer {
  /** The requests it got, with the origin and the cookies that came along. */
  readonly heard: string[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', ({ url, headers: { origin, cookie } }, response) => {
      this.heard.push(`${url} from ${origin} with ${cookie ?? 'no cookies'}`);
      response.setHeader('access-control-allow-origin', '*');
      response.end('from elsewhere');
    });
  }

  /** On a free port of this machine. */
  static async start(): Promise<SecureServer> {
    const folder = mkdtempSync(join(tmpdir(), 'pairlink-e2e-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const parts = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    execFileSync('openssl', ['req', ...parts, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }).listen(0, '127.0.0.1');
    rmSync(folder, { recursive: true });
    await once(server, 'listening');
    return new SecureServer(server);
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    return `https://127.0.0.1:${address.port}`;
  }

  async dispose(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
