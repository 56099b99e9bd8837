import { createHash } from 'node:crypto';
import type { Result } from 'ioredis';
import type { RedisClient } from '../store/redis/redis-scripts.ts';
import type { Limiter } from './limiter.ts';
import { RateLimit } from './rate-limit.ts';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    rateTake(key: string, perMinute: number, count: number): Result<number, Context>;
  }
}

/** ARGV: how many a minute, how many to take (-1 gives one back). Time is that of Redis: instances disagree. */
const RATE_TAKE = `
  local rate, count = tonumber(ARGV[1]), tonumber(ARGV[2])
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local known = redis.call('HMGET', KEYS[1], 'tokens', 'at')
  local gained = (now - (known[2] or now)) / 60000 * rate
  local tokens = math.min(rate, (known[1] or rate) + math.max(0, gained))
  if tokens < count then return math.max(1, math.ceil((count - tokens) / rate * 60)) end
  redis.call('HSET', KEYS[1], 'tokens', math.min(rate, tokens - count), 'at', now)
  redis.call('PEXPIRE', KEYS[1], 60000)
  return 0`;

/** After Redis failed, it is asked again only so much later: nobody should wait for it at each request. */
const REST_MS = 1000;

/** Teaches a connection the command that these limits use. */
export function defineRateCommand(client: RedisClient): RedisClient {
  client.defineCommand('rateTake', { numberOfKeys: 1, lua: RATE_TAKE });
  return client;
}

/**
 * A rate limit that all gateways over one Redis count together. Each also counts by itself: whoever is over the limit
 * at one gateway is not asked about, and while Redis is away each gateway holds its own limit.
 */
export class SharedRateLimit implements Limiter {
  readonly #options: { readonly client: RedisClient; readonly name: string; readonly perMinute: number };
  readonly #own: RateLimit;
  #restsUntil = 0;

  /** `client` knows the command by `defineRateCommand`; `name` is what is limited. */
  constructor(options: { readonly client: RedisClient; readonly name: string; readonly perMinute: number }) {
    this.#options = options;
    this.#own = new RateLimit(options.perMinute);
  }

  async take(key: string): Promise<number> {
    const ownWait = this.#own.take(key);
    return ownWait > 0 ? ownWait : this.#ask(key, 1);
  }

  async giveBack(key: string): Promise<void> {
    this.#own.giveBack(key);
    await this.#ask(key, -1);
  }

  async #ask(key: string, count: number): Promise<number> {
    if (performance.now() < this.#restsUntil) return 0;
    const { client, name, perMinute } = this.#options;
    // Addresses and session ids do not belong where people who look after Redis see them.
    const digest = createHash('sha256').update(key).digest('base64url').slice(0, 22);
    try {
      return await client.rateTake(`pairlink:rate:${name}:${digest}`, perMinute, count);
    } catch {
      // Not logged here: the connection tells its errors, and the store suffers from the same one.
      this.#restsUntil = performance.now() + REST_MS;
      return 0;
    }
  }
}
