import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Redis processes of Debian's packages on free ports of this machine, as an operator would set them up. */
export class RedisServers {
  readonly #directory = mkdtempSync(join(tmpdir(), 'pairlink-redis-'));
  readonly #processes: ChildProcess[] = [];

  /** Starts a server and waits until it answers. `settings` are lines of redis.conf. */
  async server(settings: readonly string[] = [], port?: number): Promise<RedisServer> {
    const own = port ?? (await freePort());
    const directory = join(this.#directory, String(own));
    mkdirSync(directory, { recursive: true });
    const config = join(directory, 'redis.conf');
    const lines = [
      `port ${own}`,
      'bind 127.0.0.1',
      `dir ${directory}`,
      'save ""',
      'appendonly yes',
      'maxmemory-policy noeviction',
      ...settings,
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    const child = this.#start('redis-server', [config]);
    await answering(own);
    return { port: own, process: child, url: `redis://127.0.0.1:${own}` };
  }

  /** Starts a Sentinel that watches `master`. */
  async sentinel(masterPort: number, settings: readonly string[] = []): Promise<RedisServer> {
    const port = await freePort();
    const config = join(this.#directory, `sentinel-${port}.conf`);
    const lines = [
      `port ${port}`,
      'bind 127.0.0.1',
      `sentinel monitor pairlink 127.0.0.1 ${masterPort} 1`,
      'sentinel down-after-milliseconds pairlink 1000',
      'sentinel failover-timeout pairlink 3000',
      ...settings,
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    const child = this.#start('redis-sentinel', [config]);
    await answering(port);
    return { port, process: child, url: `redis+sentinel://127.0.0.1:${port}/pairlink` };
  }

  /** Starts a cluster of three masters, each with that many replicas. */
  async cluster(replicas = 0): Promise<{ url: string; nodes: readonly RedisServer[] }> {
    const nodes: RedisServer[] = [];
    for (let n = 0; n < 3 * (1 + replicas); n++) {
      nodes.push(await this.server(['cluster-enabled yes', 'cluster-node-timeout 2000']));
    }
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
    const shape = ['--cluster-replicas', String(replicas), '--cluster-yes'];
    const setUp = spawn('redis-cli', ['--cluster', 'create', ...addresses, ...shape], { stdio: 'ignore' });
    await once(setUp, 'exit');
    await Promise.all(nodes.map(({ port }) => clusterAgreed(port, nodes.length)));
    return { url: `redis+cluster://${addresses.join(',')}`, nodes };
  }

  /** Ends every process and removes their files. */
  async stop(): Promise<void> {
    await Promise.all(
      this.#processes.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }),
    );
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #start(program: string, parameters: readonly string[]): ChildProcess {
    const child = spawn(program, parameters, { stdio: 'ignore' });
    this.#processes.push(child);
    return child;
  }
}

export interface RedisServer {
  readonly port: number;
  readonly process: ChildProcess;
  readonly url: string;
}

export async function freePort(): Promise<number> {
  // A cluster node also listens at its port + 10,000.
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    if (typeof address === 'object' && address && address.port < 55_000) return address.port;
  }
}

/** Asks until the answer is right; the processes tell nobody when they are ready. */
async function until(port: number, isRight: (redis: Redis) => Promise<boolean>): Promise<void> {
  const redis = new Redis({ host: '127.0.0.1', port, retryStrategy: () => 50, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  try {
    while (!(await isRight(redis))) await redis.ping();
  } finally {
    redis.disconnect();
  }
}

const answering = (port: number): Promise<void> =>
  until(port, async (redis) => (await redis.ping()) === 'PONG');

const clusterAgreed = (port: number, nodes: number): Promise<void> =>
  until(port, async (redis) => {
    const info = await redis.cluster('INFO');
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes}`);
  });

/** Waits until a master has `count` replicas that are in step with it. */
export const replicasReady = (port: number, count: number): Promise<void> =>
  until(port, async (redis) => {
    const info = await redis.info('replication');
    return (info.match(/state=online/g) ?? []).length === count;
  });
