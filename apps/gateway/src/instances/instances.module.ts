import type { OnApplicationShutdown } from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { LOGGER } from '../ops/logger.ts';
import type { Instances } from './instances.ts';
import { INSTANCES } from './instances.ts';
import { openRedisInstances } from './redis-instances.ts';
import { singleInstance } from './single-instance.ts';

@Module({
  providers: [{ provide: INSTANCES, inject: [CONFIG, LOGGER], useFactory: openInstances }],
  exports: [INSTANCES],
})
export class InstancesModule implements OnApplicationShutdown {
  constructor(@Inject(INSTANCES) private readonly instances: Instances) {}

  async onApplicationShutdown(): Promise<void> {
    await this.instances.close();
  }
}

function openInstances({ redisUrl }: Config, log: Logger): Promise<Instances> | Instances {
  if (redisUrl === undefined) return singleInstance;
  return openRedisInstances(redisUrl, (message) => log.error(message));
}
