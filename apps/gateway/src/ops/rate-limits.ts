import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config, Rates } from '../config/config.ts';
import { openClient } from '../store/redis/redis-clients.ts';
import type { RedisClient } from '../store/redis/redis-scripts.ts';
import { onceEach } from '../store/redis/redis-start.ts';
import { parseRedisUrl } from '../store/redis/redis-url.ts';
import type { Limiter } from './limiter.ts';
import { RateLimit } from './rate-limit.ts';
import { defineRateCommand, SharedRateLimit } from './shared-rate-limit.ts';

/** What one address may do in a minute: on all gateways together where there is Redis. */
export class RateLimits implements OnApplicationShutdown {
  readonly creations: Limiter;
  readonly lookups: Limiter;
  readonly connections: Limiter;
  /** Keys name a session, too. */
  readonly passwords: Limiter;
  readonly #client: RedisClient | undefined;

  constructor(rates: Rates, client?: RedisClient) {
    this.#client = client && defineRateCommand(client);
    const limiter = (name: string, perMinute: number): Limiter =>
      client ? new SharedRateLimit({ client, name, perMinute }) : new RateLimit(perMinute);
    this.creations = limiter('create', rates.createPerMinute);
    this.lookups = limiter('lookup', rates.lookupPerMinute);
    this.connections = limiter('connect', rates.connectPerMinute);
    this.passwords = limiter('password', rates.passwordPerMinute);
  }

  onApplicationShutdown(): void {
    this.#client?.disconnect();
  }
}

export function openRateLimits({ rates, redisUrl }: Config, log: Logger): RateLimits {
  if (redisUrl === undefined) return new RateLimits(rates);
  const tell = onceEach((error) => log.warn(`Each gateway counts rates alone: ${error.message}`));
  return new RateLimits(rates, openClient(parseRedisUrl(redisUrl), tell));
}
