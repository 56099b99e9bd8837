import { createHash } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { pino } from 'pino';
import type { LogLevel } from '../config/config.ts';

/** Injection token: `@Inject(LOGGER) log: Logger`. */
export const LOGGER = Symbol('Logger');

/** One JSON line per event an operator would act on. Never text, names, tokens, passwords or full addresses. */
export const createLogger = (level: LogLevel): Logger =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    // Lines are few. Written in the background, the last ones of a process came out of order or not at all.
    pino.destination({ dest: 1, sync: true }),
  );

/** A session in the log: the id itself is a capability to edit. */
export const logId = (sessionId: string): string =>
  createHash('sha256').update(sessionId).digest('hex').slice(0, 12);

/** Nest's own messages: routine ones only when debugging. */
export class NestLog implements LoggerService {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  log(message: unknown, context?: unknown): void {
    this.#log.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.#log.warn({ context }, String(message));
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.#log.error({ context, stack }, String(message));
  }

  fatal(message: unknown, context?: unknown): void {
    this.#log.fatal({ context }, String(message));
  }
}
