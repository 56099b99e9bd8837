import { createHash } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { pino } from 'pino';
import type { LogLevel } from '../config/config.ts';
import { errorFields } from './error-fields.ts';
import type { ErrorReport, ErrorReports } from './error-reports.ts';

/** As pino counts levels. */
const ERROR = 50;
const FATAL = 60;

/** Injection token: `@Inject(LOGGER) log: Logger`. */
export const LOGGER = Symbol('Logger');

/**
 * One JSON line per event an operator would act on. Never text, names, tokens, passwords or full addresses. Lines of
 * errors go to `reports`, too.
 */
export const createLogger = (level: LogLevel, reports?: ErrorReports): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => errorFields(error) },
      hooks: {
        logMethod(args, method, number) {
          if (reports && number >= ERROR) reports.send(reportOf(args, number));
          method.apply(this, args);
        },
      },
    },
    // Lines are few. Written in the background, the last ones of a process came out of order or not at all.
    pino.destination({ dest: 1, sync: true }),
  );

// Called as `log.error({ err, … }, 'words')` or `log.error('words')`.
function reportOf(args: readonly unknown[], number: number): ErrorReport {
  const [first, second] = args;
  const error = typeof first === 'object' && first !== null && 'err' in first ? first.err : undefined;
  return {
    what: String(typeof first === 'string' ? first : (second ?? 'error')),
    level: number >= FATAL ? 'fatal' : 'error',
    error: error === undefined ? undefined : errorFields(error),
  };
}

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
