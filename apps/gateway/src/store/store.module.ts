import type { OnApplicationShutdown } from '@nestjs/common';
import { Global, Inject, Module } from '@nestjs/common';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { openLmdbStore } from './lmdb/lmdb-session-store.ts';
import type { SessionStore } from './session-store.ts';
import { SESSION_STORE } from './session-store.ts';

@Global()
@Module({
  providers: [
    {
      provide: SESSION_STORE,
      inject: [CONFIG],
      useFactory: (config: Config): Promise<SessionStore> =>
        openLmdbStore({ dataDir: config.dataDir, goneRetentionMs: config.goneRetentionMs, now: Date.now }),
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
