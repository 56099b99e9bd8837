import type { HealthReply } from '@pairlink/protocol';
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { SESSION_STORE } from '../store/session-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { Drain } from './drain.ts';
import { VERSION } from './version.ts';

@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(SESSION_STORE) private readonly store: SessionStore,
    @Inject(Drain) private readonly drain: Drain,
  ) {}

  /** What works and what does not, for people and dashboards. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async health(@Res({ passthrough: true }) response: Response): Promise<HealthReply> {
    const store = await this.store.health();
    const status = store.status === 'up' ? 'ok' : store.status === 'down' ? 'error' : 'degraded';
    if (status === 'error') response.status(503);
    return { status, version: VERSION, uptimeSeconds: Math.round(process.uptime()), dependencies: { store } };
  }

  /** The process answers; restart it when it does not. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether to send people here: 503 while draining or without the store. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ status: 'ready' | 'draining' | 'waiting' }> {
    const status = await this.#readiness();
    if (status !== 'ready') response.status(503);
    return { status };
  }

  async #readiness(): Promise<'ready' | 'draining' | 'waiting'> {
    if (this.drain.isDraining) return 'draining';
    const { status } = await this.store.health();
    return status === 'down' ? 'waiting' : 'ready';
  }
}
