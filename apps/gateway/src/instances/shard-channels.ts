import type { RedisClient } from '../store/redis/redis-scripts.ts';

type Handler = (message: Buffer, channel: Buffer) => void;

const RETRY_MS = 500;
const PING_EVERY_MS = 2000;

/**
 * Sharded publish and subscribe on two connections, in the form that `@socket.io/redis-adapter` takes (that of the
 * package `redis`). With bare ioredis clients the adapter leaves failed subscriptions to nobody: the process would
 * end by an unhandled rejection, or go deaf.
 */
export class ShardChannels {
  readonly #publisher: RedisClient;
  readonly #subscriber: RedisClient;
  readonly #handlers = new Map<string, Handler>();
  readonly #onReturn: () => void;
  readonly #ping: NodeJS.Timeout;
  #retry: NodeJS.Timeout | undefined;

  /** `onReturn` is told when messages may have been missed. */
  constructor(clients: { publisher: RedisClient; subscriber: RedisClient }, onReturn: () => void) {
    this.#publisher = clients.publisher;
    this.#subscriber = clients.subscriber;
    this.#onReturn = onReturn;
    this.#subscriber.on('smessageBuffer', (channel: Buffer, message: Buffer) => {
      this.#handlers.get(channel.toString())?.(message, channel);
    });
    this.#subscriber.on('ready', () => void this.#subscribeAll());
    // A connection that only listens does not notice a frozen server.
    this.#ping = setInterval(() => void this.#check(), PING_EVERY_MS).unref();
  }

  sSubscribe(channel: string, handler: Handler): void {
    this.#handlers.set(channel, handler);
    void this.#subscribe(channel);
  }

  sUnsubscribe(channels: string | readonly string[]): void {
    for (const channel of [channels].flat()) {
      this.#handlers.delete(channel);
      this.#subscriber.sunsubscribe(channel).catch(ignore);
    }
  }

  sPublish(channel: string, message: string | Buffer): Promise<unknown> {
    return this.#publisher.spublish(channel, message);
  }

  close(): void {
    clearInterval(this.#ping);
    clearTimeout(this.#retry);
    this.#handlers.clear();
    this.#subscriber.disconnect();
  }

  async #subscribeAll(): Promise<void> {
    await Promise.all([...this.#handlers.keys()].map((channel) => this.#subscribe(channel)));
    this.#onReturn();
  }

  async #subscribe(channel: string): Promise<void> {
    // Before it is ready there is nothing to do: then everything is subscribed at once.
    if (this.#subscriber.status !== 'ready') return;
    try {
      await this.#subscriber.ssubscribe(channel);
    } catch {
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined;
        void this.#subscribeAll();
      }, RETRY_MS);
    }
  }

  async #check(): Promise<void> {
    if (this.#subscriber.isCluster || this.#subscriber.status !== 'ready') return;
    try {
      await this.#subscriber.ping();
    } catch {
      this.#subscriber.disconnect(true);
    }
  }
}

// Whoever is not subscribed does not hear: that is what was wanted.
const ignore = (): void => undefined;
