import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { Dependencies } from './dependencies.ts';
import { Drain } from './drain.ts';
import { ERROR_REPORTS, ErrorReports } from './error-reports.ts';
import { Gate } from './gate.ts';
import { HealthController } from './health.controller.ts';
import { createLogger, LOGGER } from './logger.ts';
import { openRateLimits, RateLimits } from './rate-limits.ts';
import { Upgrades } from './upgrades.ts';

@Global()
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [
    Dependencies,
    Drain,
    Gate,
    Upgrades,
    { provide: RateLimits, inject: [CONFIG, LOGGER], useFactory: openRateLimits },
    {
      provide: ERROR_REPORTS,
      inject: [CONFIG],
      useFactory: ({ sentryDsn }: Config) => (sentryDsn === undefined ? null : new ErrorReports(sentryDsn)),
    },
    {
      provide: LOGGER,
      inject: [CONFIG, ERROR_REPORTS],
      useFactory: ({ logLevel }: Config, reports: ErrorReports | null) =>
        createLogger(logLevel, reports ?? undefined),
    },
  ],
  exports: [Drain, Gate, LOGGER, RateLimits, Upgrades],
})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest wants a decorated class
export class OpsModule {}
