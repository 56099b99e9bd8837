import { randomBytes } from 'node:crypto';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import { Server } from 'socket.io';
import { openClient, openShardListener } from '../store/redis/redis-clients.ts';
import { keysOf } from '../store/redis/redis-keys.ts';
import type { RedisClient } from '../store/redis/redis-scripts.ts';
import { onceEach, ready } from '../store/redis/redis-start.ts';
import { parseRedisUrl } from '../store/redis/redis-url.ts';
import { Heartbeat } from './heartbeat.ts';
import type { InstanceLink, Instances, LinkedSession } from './instances.ts';
import { PartReader } from './people-fields.ts';
import { definePeopleScripts } from './people-scripts.ts';
import { RedisLink } from './redis-link.ts';
import { ShardChannels } from './shard-channels.ts';
import { unavailable } from './unavailable.ts';

/** Joins the other gateways of the same Redis. */
export async function openRedisInstances(
  url: string,
  onProblem: (message: string) => void,
): Promise<Instances> {
  const target = parseRedisUrl(url);
  const onError = onceEach((error) => onProblem(`Redis, between instances: ${error.message}`));
  const client = openClient(target, onError);
  definePeopleScripts(client);
  const subscriber = openShardListener(target, onError);
  await Promise.all([client, subscriber].map(ready));
  return new RedisInstances(client, subscriber);
}

/** Gateways that share sessions in a Redis: who is where, and what they tell each other. */
class RedisInstances implements Instances {
  readonly id = randomBytes(8).toString('hex');
  readonly #client: RedisClient;
  readonly #channels: ShardChannels;
  readonly #server: Server;
  readonly #heartbeat: Heartbeat;
  readonly #links = new Set<RedisLink>();

  constructor(client: RedisClient, subscriber: RedisClient) {
    this.#client = client;
    this.#channels = new ShardChannels({ publisher: client, subscriber }, () => this.#askAll());
    // Attached to nothing: clients are served by another one, whose sockets are written to directly.
    this.#server = new Server({
      adapter: createShardedAdapter(this.#channels, this.#channels, { channelPrefix: 'pairlink' }),
    });
    this.#heartbeat = new Heartbeat({
      client,
      instance: this.id,
      onChange: () => this.#reviewAll(),
      onReturn: () => this.#askAll(),
    });
  }

  link(session: LinkedSession): InstanceLink {
    const link = new RedisLink({
      instance: this.id,
      client: this.#client,
      server: this.#server,
      heartbeat: this.#heartbeat,
      session,
      onClosed: () => this.#links.delete(link),
    });
    this.#links.add(link);
    return link;
  }

  async countPeople(sessionId: string): Promise<number> {
    const fields = await this.#client.hgetall(keysOf(sessionId).people).catch(unavailable);
    const parts = new PartReader().read(Object.entries(fields).flat());
    await this.#heartbeat.meet(parts.map(({ instance }) => instance));
    const living = parts.filter(({ instance }) => instance === this.id || this.#heartbeat.isAlive(instance));
    return new Set(living.flatMap(({ people }) => people.map(({ participantId }) => participantId))).size;
  }

  async close(): Promise<void> {
    for (const link of this.#links) link.close();
    await this.#heartbeat.close();
    this.#channels.close();
    this.#client.disconnect();
  }

  #reviewAll(): void {
    for (const link of this.#links) link.review();
  }

  #askAll(): void {
    for (const link of this.#links) {
      link.changed();
      link.ask();
    }
  }
}
