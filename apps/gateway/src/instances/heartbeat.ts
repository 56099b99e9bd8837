import type { RedisClient } from '../store/redis/redis-scripts.ts';

const BEAT_MS = 1500;
/** An instance that has said nothing for so long is dead, and the people on it are gone. */
const DEAD_AFTER_MS = 5000;

const keyOf = (instance: string): string => `pairlink:instance:${instance}`;

export interface HeartbeatOptions {
  readonly client: RedisClient;
  readonly instance: string;
  /** Others have come back or died. */
  readonly onChange: () => void;
  /** This instance was taken for dead: it hung, or Redis was away. */
  readonly onReturn: () => void;
}

/** Says again and again that this instance lives, and watches which of the others it has met still do. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #living = new Map<string, boolean>();
  readonly #timer: NodeJS.Timeout;
  #isTold = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS).unref();
    void this.#beat();
  }

  /** The others that live, of those met. */
  get living(): readonly string[] {
    return [...this.#living].flatMap(([instance, isAlive]) => (isAlive ? [instance] : []));
  }

  isAlive(instance: string): boolean {
    return this.#living.get(instance) ?? false;
  }

  /** Finds out whether instances live that were not met before. */
  async meet(instances: readonly string[]): Promise<void> {
    const { instance: own } = this.#options;
    const strangers = instances.filter((instance) => instance !== own && !this.#living.has(instance));
    await Promise.all(strangers.map((instance) => this.#look(instance)));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const { client, instance } = this.#options;
    await client.del(keyOf(instance)).catch(ignore);
  }

  async #beat(): Promise<void> {
    const { client, instance, onChange, onReturn } = this.#options;
    try {
      const before = await client.set(keyOf(instance), '1', 'PX', DEAD_AFTER_MS, 'GET');
      if (before === null && this.#isTold) onReturn();
      this.#isTold = true;
      const changes = await Promise.all([...this.#living.keys()].map((other) => this.#look(other)));
      if (changes.some(Boolean)) onChange();
    } catch {
      // Redis is away: nobody is taken for dead until it answers again.
    }
  }

  /** Whether it is dead and was not, or the reverse. */
  async #look(instance: string): Promise<boolean> {
    const isAlive = (await this.#options.client.exists(keyOf(instance))) === 1;
    const wasAlive = this.#living.get(instance);
    this.#living.set(instance, isAlive);
    return wasAlive !== isAlive;
  }
}

// It will be taken for dead a little later.
const ignore = (): void => undefined;
