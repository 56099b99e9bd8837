import { Global, Module } from '@nestjs/common';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { Drain } from './drain.ts';
import { HealthController } from './health.controller.ts';
import { createLogger, LOGGER } from './logger.ts';

@Global()
@Module({
  controllers: [HealthController],
  providers: [
    Drain,
    { provide: LOGGER, inject: [CONFIG], useFactory: (config: Config) => createLogger(config.logLevel) },
  ],
  exports: [Drain, LOGGER],
})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a decorated class
export class OpsModule {}
