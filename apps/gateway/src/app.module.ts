import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module.ts';
import type { Config } from './config/config.ts';
import { LiveModule } from './live/live.module.ts';
import { OpsModule } from './ops/ops.module.ts';
import { SessionsModule } from './sessions/sessions.module.ts';
import { StoreModule } from './store/store.module.ts';

@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a decorated class
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(config), OpsModule, StoreModule, LiveModule, SessionsModule],
    };
  }
}
