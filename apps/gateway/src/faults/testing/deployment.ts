import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Random } from '../../live/testing/random.ts';
import { bundleScript } from '../../testing/bundle-script.ts';
import type { RedisServer } from '../../testing/redis-servers.ts';
import { RedisServers } from '../../testing/redis-servers.ts';
import { GatewayProcess } from './gateway-process.ts';

const PAUSE_MS = 300;
const REDIS_AWAY_MS = 500;

export type Fault = 'gateway killed' | 'gateway paused' | 'Redis killed';

/** Gateways and their store, as processes of this machine that can be hurt. */
export class Deployment {
  #redis: RedisServer | undefined;

  private constructor(
    readonly name: string,
    readonly gateways: readonly GatewayProcess[],
    private readonly script: Awaited<ReturnType<typeof bundleScript>>,
    private readonly servers?: RedisServers,
  ) {}

  /** One gateway with the embedded store. */
  static async embedded(): Promise<Deployment> {
    const script = await bundleGateway();
    return new Deployment('one gateway, LMDB', [await GatewayProcess.start(script.path)], script);
  }

  /** So many gateways that share a Redis. */
  static async shared(count: number, variables: Readonly<Record<string, string>> = {}): Promise<Deployment> {
    const script = await bundleGateway();
    const servers = new RedisServers();
    const redis = await servers.server();
    const start = () => GatewayProcess.start(script.path, { REDIS_URL: redis.url, ...variables });
    const gateways = await Promise.all(Array.from({ length: count }, start));
    const deployment = new Deployment(`${count} gateways, Redis`, gateways, script, servers);
    deployment.#redis = redis;
    return deployment;
  }

  get urls(): readonly [string, ...string[]] {
    const [first, ...others] = this.gateways.map(({ url }) => url);
    if (first === undefined) throw new Error('A deployment has at least one gateway.');
    return [first, ...others];
  }

  get redis(): RedisServer {
    if (!this.#redis) throw new Error(`${this.name} has no Redis.`);
    return this.#redis;
  }

  get faults(): readonly [Fault, ...Fault[]] {
    return this.#redis
      ? ['gateway killed', 'gateway paused', 'Redis killed']
      : ['gateway killed', 'gateway paused'];
  }

  /** Does it, and resolves when it is over. */
  async suffer(fault: Fault, random: Random): Promise<void> {
    const gateway = this.gateways[random.below(this.gateways.length)];
    if (!gateway) return;
    switch (fault) {
      case 'gateway killed':
        await gateway.kill();
        return gateway.restart();
      case 'gateway paused':
        gateway.pause();
        await delay(random.below(PAUSE_MS));
        return gateway.resume();
      case 'Redis killed':
        await this.killRedis();
        await delay(random.below(REDIS_AWAY_MS));
        return this.restartRedis();
      default:
        return fault satisfies never;
    }
  }

  async killRedis(): Promise<void> {
    const { process } = this.redis;
    const exited = once(process, 'exit');
    process.kill('SIGKILL');
    await exited;
  }

  async restartRedis(): Promise<void> {
    this.#redis = await this.servers?.server([], this.redis.port);
  }

  /** As a careless operator would. */
  async wipeRedis(): Promise<void> {
    const redis = new Redis(this.redis.url);
    await redis.flushall();
    redis.disconnect();
  }

  /** Everything at once, and everything back: afterwards only the store can tell what was. */
  async cutPower(): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.kill()));
    if (this.#redis) {
      await this.killRedis();
      await this.restartRedis();
    }
    await Promise.all(this.gateways.map((gateway) => gateway.restart()));
  }

  createSession(): Promise<string> {
    const [gateway] = this.gateways;
    if (!gateway) throw new Error('A deployment has at least one gateway.');
    return gateway.createSession();
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.gateways.map((gateway) => {
        gateway.resume();
        return gateway.stop();
      }),
    );
    await this.servers?.stop();
    this.script.remove();
  }
}

const bundleGateway = () => bundleScript(new URL('../../main.ts', import.meta.url));
