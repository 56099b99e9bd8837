import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { Config } from './config.ts';
import { CONFIG } from './config.ts';

@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a decorated class
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }],
      exports: [CONFIG],
    };
  }
}
