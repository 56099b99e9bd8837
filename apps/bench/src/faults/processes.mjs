import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const GATEWAY = fileURLToPath(new URL('../../../gateway/dist/main.js', import.meta.url));
const NGINX_CONFIGURATION = fileURLToPath(new URL('../../../../nginx/', import.meta.url));

/** A program with a fixed port and folder that can be hurt and started again. */
class Process {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  child;

  /** @param {() => Promise<import('node:child_process').ChildProcess>} launch resolves when it answers */
  constructor(launch) {
    this.launch = launch;
  }

  async start() {
    this.child = await this.launch();
  }

  signal(/** @type {NodeJS.Signals} */ signal) {
    this.child?.kill(signal);
  }

  /** Resolves when it has ended. */
  async end(/** @type {NodeJS.Signals} */ signal) {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

/** Three gateways that share a Redis, behind nginx as we ship it, on free ports of this machine. */
export async function startThreeGateways() {
  const folder = mkdtempSync(join(tmpdir(), 'pairlink-bench-'));
  // nginx, started by root, works as nobody: it must get in.
  chmodSync(folder, 0o755);
  const redis = await redisProcess(folder);
  await redis.start();
  const ports = await Promise.all([1, 2, 3].map(freePort));
  const gateways = ports.map((port) => gatewayProcess(folder, { port, redisUrl: redis.url }));
  await Promise.all(gateways.map((gateway) => gateway.start()));
  const nginx = await startNginx(folder, ports);
  return {
    address: nginx.address,
    gateways,
    redis,
    reloadNginx: nginx.reload,
    async stop() {
      for (const gateway of gateways) gateway.signal('SIGCONT');
      await Promise.all([nginx.stop(), redis.end('SIGKILL'), ...gateways.map((one) => one.end('SIGKILL'))]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} folder @param {{ port: number, redisUrl: string }} where */
function gatewayProcess(folder, { port, redisUrl }) {
  return new Process(async () => {
    const child = spawn(process.execPath, [GATEWAY], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: join(folder, String(port)),
        REDIS_URL: redisUrl,
        TRUST_PROXY_HOPS: '1',
        RATE_CREATE_PER_MINUTE: '1000000',
      },
    });
    await new Promise((resolve, reject) => {
      child.once('exit', (code) =>
        reject(new Error(`The gateway ended (${code}). Build it: npx nx build gateway`)),
      );
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes('"listening"')) resolve(undefined);
      });
    });
    return child;
  });
}

/** @param {string} folder */
async function redisProcess(folder) {
  const port = await freePort();
  const directory = join(folder, 'redis');
  mkdirSync(directory);
  const settings = { dir: directory, save: '""', appendonly: 'yes', 'maxmemory-policy': 'noeviction' };
  const file = join(folder, 'redis.conf');
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', ...lines, ''].join('\n'));
  const redis = new Process(async () => {
    const child = spawn('redis-server', [file], { stdio: ['ignore', 'pipe', 'ignore'] });
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('Ready to accept connections')) break;
    return child;
  });
  return Object.assign(redis, { url: `redis://127.0.0.1:${port}` });
}

/** @param {string} folder @param {readonly number[]} gatewayPorts */
async function startNginx(folder, gatewayPorts) {
  const home = join(folder, 'nginx');
  cpSync(NGINX_CONFIGURATION, home, { recursive: true });
  chmodSync(home, 0o755);
  const port = await freePort();
  const servers = gatewayPorts.map((gateway) => `server 127.0.0.1:${gateway} max_fails=1 fail_timeout=2s;`);
  writeFileSync(
    join(home, 'pairlink/gateways.conf'),
    `upstream pairlink { hash $pairlink_key consistent; ${servers.join(' ')} keepalive 64; }`,
  );
  writeFileSync(
    join(home, 'sites/plain.conf'),
    `proxy_cache_path copies keys_zone=pairlink:1m;
     server { listen ${port}; server_name 127.0.0.1; access_log off; include pairlink/server.conf; }`,
  );
  const options = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')];
  const child = spawn('/usr/sbin/nginx', options, { stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${address}/api/health/live`).catch(() => undefined))) await sleep(20);
  return {
    address,
    reload: () => void execFileSync('/usr/sbin/nginx', [...options, '-s', 'reload']),
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
