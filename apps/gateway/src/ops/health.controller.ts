import type { HealthReply, ReadyReply } from '@pairlink/protocol';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { Dependencies } from './dependencies.ts';
import { Drain } from './drain.ts';
import { proxyChecks } from './proxy-checks.ts';
import { Upgrades } from './upgrades.ts';
import { VERSION } from './version.ts';

@ApiTags('operations')
@Controller('health')
export class HealthController {
  // oxlint-disable-next-line max-params -- Nest injects by parameters; the house allows four
  constructor(
    @Inject(Dependencies) private readonly dependencies: Dependencies,
    @Inject(Drain) private readonly drain: Drain,
    @Inject(Upgrades) private readonly upgrades: Upgrades,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What works and what does not, for people and dashboards. 503 when nothing can be stored.',
  })
  @ApiQuery({
    name: 'through',
    required: false,
    enum: ['proxy'],
    description: 'With `proxy`, also what the proxy in front does wrong.',
  })
  async health(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HealthReply> {
    const { status, dependencies } = await this.dependencies.check();
    if (status === 'error') response.status(503);
    return {
      status,
      version: VERSION,
      uptimeSeconds: Math.round(process.uptime()),
      dependencies,
      ...(request.query['through'] === 'proxy' && {
        proxy: proxyChecks(request, this.config, this.upgrades),
      }),
    };
  }

  @Get('live')
  @ApiOperation({ summary: 'The process answers; restart it when it does not.' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether to send people here: 503 while draining or without the store.' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyReply> {
    const { status, dependencies } = await this.dependencies.check();
    const readiness = this.#readiness(status);
    if (readiness !== 'ready') response.status(503);
    return { status: readiness, dependencies };
  }

  #readiness(status: HealthReply['status']): ReadyReply['status'] {
    if (this.drain.isDraining) return 'draining';
    return status === 'error' ? 'waiting' : 'ready';
  }
}
