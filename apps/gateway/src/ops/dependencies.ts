import type { HealthReply } from '@pairlink/protocol';
import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { HealthCheckService } from '@nestjs/terminus';
import type { SessionStore } from '../store/session-store.ts';
import { SESSION_STORE } from '../store/session-store.ts';

type Found = Pick<HealthReply, 'status' | 'dependencies'>;

/** Everything the gateway needs, and how it is. */
@Injectable()
export class Dependencies {
  #open: Promise<Found> | undefined;

  constructor(
    @Inject(HealthCheckService) private readonly terminus: HealthCheckService,
    @Inject(SESSION_STORE) private readonly store: SessionStore,
  ) {}

  /** Who asks while another's question is open gets its answer: a flood of questions is one to the store. */
  check(): Promise<Found> {
    this.#open ??= this.#check().finally(() => {
      this.#open = undefined;
    });
    return this.#open;
  }

  async #check(): Promise<Found> {
    const { status, details } = await this.#ask();
    return {
      status: status === 'shutting_down' ? 'error' : status,
      dependencies: details,
    };
  }

  // Terminus throws the result where something is down.
  async #ask(): Promise<HealthCheckResult> {
    try {
      return await this.terminus.check([async () => ({ store: await this.store.health() })]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what Terminus puts into its exception
      return error.getResponse() as HealthCheckResult;
    }
  }
}
