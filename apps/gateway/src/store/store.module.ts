import type { OnApplicationShutdown } from '@nestjs/common';
import { Global, Inject, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { LOGGER } from '../ops/logger.ts';
import { timedStore } from '../ops/metrics/timed-store.ts';
import { openLmdbStore } from './lmdb/lmdb-session-store.ts';
import { openRedisStore } from './redis/redis-session-store.ts';
import type { SessionStore } from './session-store.ts';
import { SESSION_STORE } from './session-store.ts';

@Global()
@Module({
  providers: [
    {
      provide: SESSION_STORE,
      inject: [CONFIG, LOGGER],
      useFactory: async (config: Config, log: Logger) => timedStore(await openStore(config, log)),
    },
  ],
  exports: [SESSION_STORE],
})
export class StoreModule implements OnApplicationShutdown {
  constructor(@Inject(SESSION_STORE) private readonly store: SessionStore) {}

  // The last of Nest's hooks: sessions have been unloaded by then and write nothing more.
  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}

/** Where the configuration says that sessions are. */
export function openStore(config: Config, log: Logger): Promise<SessionStore> {
  const { redisUrl, dataDir, goneRetentionMs } = config;
  if (redisUrl === undefined) return openLmdbStore({ dataDir, goneRetentionMs, now: Date.now });
  return openRedisStore({ url: redisUrl, goneRetentionMs, onProblem: (message) => log.error(message) });
}
