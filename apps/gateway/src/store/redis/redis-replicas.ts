import type { Cluster, Redis } from 'ioredis';
import { slotOf } from './cluster-slot.ts';
import type { RedisClient } from './redis-scripts.ts';

const WAIT_MS = 300;
const LOOK_EVERY_MS = 2000;

interface Master {
  readonly runId: string;
  /** Once a master had a replica it must have one for every acknowledgement, or a split brain would lose it. */
  readonly hadReplica: boolean;
}

/** What a master wrote is acknowledged only when a replica has it too, where there are replicas. */
export class RedisReplicas {
  readonly #client: RedisClient;
  readonly #onNewMaster: () => void;
  readonly #masters = new Map<string, Master>();
  readonly #rounds = new WeakMap<Redis, WaitRounds>();
  readonly #look: NodeJS.Timeout;

  /** `onNewMaster` is told when a server was replaced or restarted: it may know less than the one before. */
  constructor(client: RedisClient, onNewMaster: () => void) {
    this.#client = client;
    this.#onNewMaster = onNewMaster;
    this.#look = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    client.on('ready', () => void this.look());
    client.on('+node', () => void this.look());
  }

  /** Looks at which masters there are, and whether they have replicas. */
  async look(): Promise<void> {
    const results = await Promise.allSettled(mastersOf(this.#client).map((node) => this.#lookAt(node)));
    if (results.some((result) => result.status === 'fulfilled' && result.value)) this.#onNewMaster();
  }

  /** Resolves when a replica has everything written to this session's master so far; false when none has in time. */
  async replicated(key: string): Promise<boolean> {
    const node = masterOf(this.#client, key);
    if (!node || !this.#masters.get(addressOf(node))?.hadReplica) return true;
    let rounds = this.#rounds.get(node);
    if (!rounds) {
      rounds = new WaitRounds(() => node.wait(1, WAIT_MS));
      this.#rounds.set(node, rounds);
    }
    return (await rounds.next()) >= 1;
  }

  close(): void {
    clearInterval(this.#look);
  }

  /** Whether another server, or a new process of the same, is master here now. */
  async #lookAt(node: Redis): Promise<boolean> {
    const [server, replication] = await Promise.all([node.info('server'), node.info('replication')]);
    const runId = /^run_id:(\w+)/m.exec(server)?.[1] ?? '';
    const replicas = Number(/^connected_slaves:(\d+)/m.exec(replication)?.[1] ?? 0);
    const known = this.#masters.get(addressOf(node));
    const isSame = known?.runId === runId;
    this.#masters.set(addressOf(node), { runId, hadReplica: replicas > 0 || (isSame && known.hadReplica) });
    return known !== undefined && !isSame;
  }
}

/** WAIT holds up its connection: calls that come while one is under way share the next. */
class WaitRounds {
  readonly #wait: () => Promise<number>;
  #current: Promise<unknown> = Promise.resolve();
  #next: Promise<number> | undefined;

  constructor(wait: () => Promise<number>) {
    this.#wait = wait;
  }

  next(): Promise<number> {
    this.#next ??= this.#current.then(() => {
      this.#next = undefined;
      const round = this.#wait();
      this.#current = round.catch(() => undefined);
      return round;
    });
    return this.#next;
  }
}

const isCluster = (client: RedisClient): client is Cluster => client.isCluster;

const addressOf = ({ options: { host, port } }: Redis): string => `${host}:${port}`;

/** The masters that a client writes to. */
export const mastersOf = (client: RedisClient): Redis[] =>
  isCluster(client) ? client.nodes('master') : [client];

function masterOf(client: RedisClient, key: string): Redis | undefined {
  if (!isCluster(client)) return client;
  const address = client.slots[slotOf(key)]?.[0];
  return client.nodes('master').find((node) => addressOf(node) === address);
}
