import type { Problem } from '@pairlink/protocol';
import { PROBLEMS } from '@pairlink/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { networkOf } from './api-guard.ts';
import { Drain } from './drain.ts';
import { RateLimits } from './rate-limits.ts';

/** Whether this instance takes another socket, whoever it is. */
@Injectable()
export class Gate {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  /** Why not, if so. `address` is where the socket comes from. */
  async refusal(address: string): Promise<Problem | undefined> {
    if (this.drain.isDraining) return { code: 'server-draining', message: PROBLEMS['server-draining'].title };
    const waitSeconds = await this.limits.connections.take(networkOf(address));
    if (waitSeconds === 0) return undefined;
    return { code: 'rate-limited', message: `Too many connections; try again in ${waitSeconds} s.` };
  }
}
