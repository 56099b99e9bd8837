import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request as httpRequest } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { Agent, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NginxVariant } from '../testing/nginx-variant.ts';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

const WEB = {
  'index.html': '<!doctype html><title>Pairlink</title>',
  'runner.html': '<!doctype html><title>Runner</title>',
  'assets/index-abc.js': 'export {};',
};
const NAME = 'pairlink.example';
const RUNNER = 'run-pairlink.example';
const ROOM = fileURLToPath(new URL('../../../../nginx/', import.meta.url));

interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks as a browser would that looked `host` up. Rejects when the connection is refused. */
function ask(
  nginx: NginxVariant,
  { path, host = NAME, isTls = true }: { path: string; host?: string; isTls?: boolean },
): Promise<Asked> {
  const send = isTls ? httpsRequest : httpRequest;
  const port = isTls ? nginx.httpsPort : nginx.httpPort;
  const trust = isTls ? { ca: nginx.certificate, servername: host, agent: false } : {};
  return new Promise((resolve, reject) => {
    send({ host: '127.0.0.1', port, path, headers: { host }, ...trust }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const body = Buffer.concat(parts).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    })
      .on('error', reject)
      .end();
  });
}

const portOf = ({ url }: TestGateway): number => Number(new URL(url).port);

describe('nginx with TLS', () => {
  let gateway: TestGateway;
  let nginx: NginxVariant;
  beforeAll(async () => {
    gateway = await startTestGateway({ PUBLIC_URL: `https://${NAME}`, TRUST_PROXY_HOPS: '1' }, WEB);
    nginx = await NginxVariant.start('variants/tls.conf', [portOf(gateway)]);
  });
  afterAll(async () => {
    await nginx.stop();
    await gateway.stop();
  });

  it('serves the app, and has browsers come by HTTPS only from then on', async () => {
    const { status, headers, body } = await ask(nginx, { path: '/s/222222222222' });
    expect([status, body]).toEqual([200, WEB['index.html']]);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers.server).toBe('nginx');
  });

  it('sends people from HTTP to the same page over HTTPS', async () => {
    const { status, headers } = await ask(nginx, { path: '/s/222222222222?x=1', isTls: false });
    expect([status, headers.location]).toEqual([308, `https://${NAME}/s/222222222222?x=1`]);
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('speaks HTTP/2', async () => {
    const session = connectHttp2(`https://127.0.0.1:${nginx.httpsPort}`, {
      ca: nginx.certificate,
      servername: NAME,
    });
    const status = await new Promise((resolve, reject) => {
      session.once('error', reject);
      const stream = session.request({ ':path': '/assets/index-abc.js', ':authority': NAME });
      stream.once('response', (headers) => resolve(headers[':status']));
      stream.resume();
    });
    const protocol = session.alpnProtocol;
    session.destroy();
    expect([protocol, status]).toEqual(['h2', 200]);
  });

  it.each([
    ['TLSv1.1', undefined],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ] as const)('asked for %s agrees on %s', async (version, agreed) => {
    const found = await new Promise((resolve) => {
      const socket = connectTls({
        host: '127.0.0.1',
        port: nginx.httpsPort,
        ca: nginx.certificate,
        servername: NAME,
        minVersion: version,
        maxVersion: version,
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      socket.once('secureConnect', () => {
        resolve(socket.getProtocol());
        socket.destroy();
      });
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    });
    expect(found).toBe(agreed ?? 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });

  it('carries WebSockets, and then has nothing to complain about', async () => {
    const { sessionId, shareableLink } = await new RestClient(gateway.url).create();
    expect(shareableLink).toBe(`https://${NAME}/s/${sessionId}`);
    const socket = io(`https://127.0.0.1:${nginx.httpsPort}`, {
      transports: ['websocket'],
      query: { session: sessionId },
      extraHeaders: { host: NAME, origin: `https://${NAME}` },
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types know agents only as strings
      agent: new Agent({ ca: nginx.certificate, servername: NAME }) as unknown as string,
      reconnection: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const answer: unknown = await socket.timeout(60_000).emitWithAck('join-session', { mode: 'crdt' });
    expect(answer).toMatchObject({ ok: true, value: { sessionId } });
    const { body } = await ask(nginx, { path: '/api/health?through=proxy' });
    socket.close();
    const { proxy }: { proxy: { status: string }[] } = JSON.parse(body);
    expect(proxy.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  });

  it('says how it is while the same address creates sessions like mad', async () => {
    const flood = new Agent({ keepAlive: true, maxSockets: 50 });
    const create = (n: number): Promise<number> =>
      new Promise((resolve, reject) => {
        const request = httpsRequest(
          {
            host: '127.0.0.1',
            port: nginx.httpsPort,
            path: '/api/sessions',
            method: 'POST',
            agent: flood,
            headers: {
              host: NAME,
              'content-type': 'application/json',
              'x-forwarded-for': `10.0.${n >> 8}.${n & 255}`,
            },
            ca: nginx.certificate,
            servername: NAME,
          },
          (response) => {
            response.resume();
            response.once('end', () => resolve(response.statusCode ?? 0));
          },
        );
        request.once('error', reject);
        request.end('{}');
      });
    const created = Promise.all(Array.from({ length: 2000 }, (_, n) => create(n)));
    const health: number[] = [];
    for (let n = 0; n < 20; n++) health.push((await ask(nginx, { path: '/api/health' })).status);
    const statuses = await created;
    health.push((await ask(nginx, { path: '/api/health' })).status);
    flood.destroy();
    expect(new Set(statuses)).toEqual(new Set([201, 429]));
    expect(new Set(health)).toEqual(new Set([200]));
  });

  it('is nobody else, and keeps metrics and readiness to itself', async () => {
    await expect(ask(nginx, { path: '/', host: 'evil.example' })).rejects.toThrow(/unrecognized name/i);
    expect(await ask(nginx, { path: '/', host: 'evil.example', isTls: false })).toMatchObject({
      status: 421,
    });
    const kept = await Promise.all(['/metrics', '/api/health/ready'].map((path) => ask(nginx, { path })));
    expect(kept.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('writes neither sessions nor addresses into its log', async () => {
    await ask(nginx, { path: '/s/222222222222' });
    expect(nginx.log).toContain('/s/:id 200');
    expect(nginx.log).not.toContain('222222222222');
    expect(nginx.log).not.toMatch(/ 127\.0\.0\.1 /);
  });
});

describe('nginx with a host of its own for programs', () => {
  let gateway: TestGateway;
  let nginx: NginxVariant;
  beforeAll(async () => {
    const variables = { PUBLIC_URL: `https://${NAME}`, RUNNER_ORIGIN: `https://${RUNNER}` };
    gateway = await startTestGateway({ ...variables, TRUST_PROXY_HOPS: '1' }, WEB);
    nginx = await NginxVariant.start('variants/two-hosts.conf', [portOf(gateway)]);
  });
  afterAll(async () => {
    await nginx.stop();
    await gateway.stop();
  });

  it('frames the one in the other', async () => {
    const app = await ask(nginx, { path: '/' });
    expect(app.headers['content-security-policy']).toContain(`frame-src 'self' https://${RUNNER};`);
    const runner = await ask(nginx, { path: '/runner.html', host: RUNNER });
    expect([runner.status, runner.body]).toEqual([200, WEB['runner.html']]);
    expect(runner.headers).toMatchObject({
      'cross-origin-resource-policy': 'cross-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'strict-transport-security': 'max-age=31536000',
    });
    expect(runner.headers['content-security-policy']).toMatch(/^sandbox allow-scripts;/);
    expect(runner.headers['content-security-policy']).not.toContain('https:');
    const open = await ask(nginx, { path: '/runner.html?network', host: RUNNER });
    expect(open.headers['content-security-policy']).toContain('connect-src blob: data: https: wss:;');
  });

  it.each(['/', '/s/222222222222', '/api/health', '/api/sessions', '/socket.io/?EIO=4&transport=polling'])(
    'has no %s on the host of programs',
    async (path) => {
      expect(await ask(nginx, { path, host: RUNNER })).toMatchObject({ status: 404 });
    },
  );

  it('is nobody else', async () => {
    await expect(ask(nginx, { path: '/', host: 'evil.example' })).rejects.toThrow(/unrecognized name/i);
  });
});

describe('nginx in front of gateways', () => {
  it('brings all people and calls of a session to one of several', async () => {
    const gateways = await Promise.all([1, 2, 3].map(() => startTestGateway({ TRUST_PROXY_HOPS: '1' }, WEB)));
    const nginx = await NginxVariant.start('sites/plain.conf', gateways.map(portOf));
    const places: string[] = [];
    for (let n = 0; n < 24; n++) {
      // Without Redis only the gateway that has a session knows it.
      const { sessionId } = await new RestClient(gateways[n % 3]?.url ?? '').create();
      const { status } = await ask(nginx, { path: `/api/sessions/${sessionId}/health`, isTls: false });
      const [polling, socket, again] = [
        await isAdmitted(nginx, sessionId, 'polling'),
        await isAdmitted(nginx, sessionId, 'websocket'),
        await isAdmitted(nginx, sessionId, 'websocket'),
      ];
      places.push([status === 200, polling, socket, again].join());
    }
    await nginx.stop();
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    // Found by all ways or by none, and some on either side: a third is where nginx looks.
    expect(new Set(places)).toEqual(new Set(['true,true,true,true', 'false,false,false,false']));
  });

  it('never refuses a class of 200 behind one address', async () => {
    const gateway = await startTestGateway({ TRUST_PROXY_HOPS: '1' }, WEB);
    const nginx = await NginxVariant.start('sites/plain.conf', [portOf(gateway)]);
    const { sessionId } = await new RestClient(gateway.url).create();
    const paths = [`/s/${sessionId}`, '/assets/index-abc.js', '/runner.html', '/api/languages'];
    paths.push(`/api/sessions/${sessionId}`, `/api/sessions/${sessionId}/health`);
    const sockets = Array.from({ length: 200 }, () => openSocket(nginx, sessionId, 'websocket'));
    const statuses = await Promise.all(
      sockets.flatMap(() => paths.map(async (path) => (await ask(nginx, { path, isTls: false })).status)),
    );
    const answers = await Promise.all(
      sockets.map((socket) => socket.timeout(100_000).emitWithAck('join-session', { mode: 'crdt' })),
    );
    const { body } = await new RestClient(gateway.url).call<{ activeUsers: number }>(
      `/api/sessions/${sessionId}/health`,
    );
    for (const socket of sockets) socket.close();
    const { log } = nginx;
    await nginx.stop();
    await gateway.stop();
    // A gateway that is out of breath on a busy machine is no refusal: browsers come again.
    expect(statuses.filter((status) => status < 500 && status !== 200)).toEqual([]);
    expect(log).not.toMatch(/ 429 /);
    expect(answers.filter((answer: { ok: boolean }) => !answer.ok)).toEqual([]);
    expect(body.activeUsers).toBe(200);
  });
});

function openSocket(nginx: NginxVariant, session: string, transport: 'polling' | 'websocket'): Socket {
  return io(`http://127.0.0.1:${nginx.httpPort}`, {
    transports: [transport],
    query: { session },
    forceNew: true,
    timeout: 60_000,
  });
}

/** Whether the session is known where such a socket ends up. */
async function isAdmitted(
  nginx: NginxVariant,
  session: string,
  transport: 'polling' | 'websocket',
): Promise<boolean> {
  const socket = openSocket(nginx, session, transport);
  const isIn = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    // What has data is an answer of ours; anything else is tried again.
    socket.on('connect_error', (error) => {
      if ('data' in error) resolve(false);
    });
  });
  socket.close();
  return isIn;
}

describe('the commands of the README', () => {
  // nginx -t opens what it would write to.
  it.skipIf(process.getuid?.() !== 0)('make a configuration that Debian’s nginx accepts', () => {
    const readme = readFileSync(join(ROOM, 'README.md'), 'utf8');
    const [, section = ''] = /## On Debian[^\n]*\n([\s\S]*?)\n## /.exec(readme) ?? [];
    const commands = [...section.matchAll(/^ {4}(.+)$/gm)]
      .map(([, command = '']) => command)
      .filter((command) => !/apt-get|\$EDITOR/.test(command));
    const folder = mkdtempSync(join(tmpdir(), 'pairlink-etc-'));
    cpSync('/etc/nginx', folder, { recursive: true, dereference: true });
    // A package's own default site, which the machine of a test may lack.
    mkdirSync(join(folder, 'sites-enabled'), { recursive: true });
    writeFileSync(join(folder, 'sites-enabled/default'), 'server { listen 80 default_server; }');
    const elsewhere = `sed -i 's#/etc/nginx#${folder}#; s#/var/cache#${folder}#; s#/var/log/nginx#${folder}#; s#/run/#${folder}/#'`;
    const test = `${elsewhere} ${folder}/nginx.conf ${folder}/conf.d/*; nginx -t -c ${folder}/nginx.conf`;
    const script = commands
      .map((command) => command.replaceAll('/etc/nginx', folder).replace(/^nginx -t .*/, test))
      .join('\n');
    const output = execFileSync('sh', ['-ec', `exec 2>&1\n${script}`], {
      cwd: join(ROOM, '..'),
      encoding: 'utf8',
    });
    const connections = readFileSync(join(folder, 'nginx.conf'), 'utf8');
    rmSync(folder, { recursive: true, force: true });
    expect(script).toContain(test);
    expect(output).toContain('test is successful');
    expect(connections).toContain('worker_connections 16384;');
  });
});
