import { randomUUID } from 'node:crypto';
import type { ErrorFields } from './error-fields.ts';
import { RateLimit } from './rate-limit.ts';
import { VERSION } from './version.ts';

/** Injection token: `ErrorReports`, or `null` without SENTRY_DSN. */
export const ERROR_REPORTS = Symbol('ErrorReports');

const REPORTS_PER_MINUTE = 30;
const SEND_MS = 5000;

/** What is reported: never the message of the error, which may quote what somebody typed or sent. */
export interface ErrorReport {
  /** The words of the log line: a constant of ours. */
  readonly what: string;
  readonly level: 'error' | 'fatal';
  readonly error: ErrorFields | undefined;
}

/**
 * Sends errors to whoever the operator named by SENTRY_DSN, in Sentry's envelope format, which other trackers take too
 * (https://develop.sentry.dev/sdk/foundations/transport/envelopes/). By hand: Sentry's own package patches every module
 * and sends addresses, hosts and breadcrumbs unless told not to.
 */
export class ErrorReports {
  readonly #url: string;
  readonly #auth: string;
  readonly #limit = new RateLimit(REPORTS_PER_MINUTE);
  readonly #sending = new Set<Promise<void>>();

  /** `dsn` is `https://key@host/project`, checked by the configuration. */
  constructor(dsn: string) {
    const { protocol, host, pathname, username } = new URL(dsn);
    const [, folder = '', project = ''] = /^(.*)\/(\d+)\/?$/.exec(pathname) ?? [];
    this.#url = `${protocol}//${host}${folder}/api/${project}/envelope/`;
    this.#auth = `Sentry sentry_version=7, sentry_client=pairlink/${VERSION}, sentry_key=${username}`;
  }

  /** Reports that are too many, or that nobody takes, are lost: the log has them. */
  send(report: ErrorReport): void {
    if (this.#limit.take('all') > 0) return;
    const sending = this.#post(envelopeOf(report)).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  /** Resolves when everything is sent or lost. */
  async flush(): Promise<void> {
    await Promise.all(this.#sending);
  }

  async #post(body: string): Promise<void> {
    try {
      await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': this.#auth },
        body,
        signal: AbortSignal.timeout(SEND_MS),
      });
    } catch {
      // Saying so would be the next error to report.
    }
  }
}

function envelopeOf({ what, level, error }: ErrorReport): string {
  const event = {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level,
    logger: 'pairlink',
    release: `pairlink@${VERSION}`,
    logentry: { formatted: what },
    ...(error && { exception: { values: chainOf(error).map(exceptionOf) } }),
  };
  const lines = [{ event_id: event.event_id }, { type: 'event' }, event];
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** Sentry wants the innermost cause first. */
const chainOf = (error: ErrorFields): ErrorFields[] =>
  error.cause ? [...chainOf(error.cause), error] : [error];

const exceptionOf = ({ type, code, stack }: ErrorFields): object => ({
  type,
  value: code ?? '',
  // Sentry wants the innermost call last.
  stacktrace: { frames: stack.flatMap((line) => frameOf(line) ?? []).toReversed() },
});

const FRAME = /^at (?:(?<name>.*) \()?(?:file:\/\/)?(?<file>[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/;

function frameOf(line: string): object | undefined {
  const { name, file = '', line: row, column } = FRAME.exec(line)?.groups ?? {};
  if (file === '') return undefined;
  // Not where the operator has installed it.
  const [, inside = file] = /((?:apps|libs|node_modules)\/.*)$/.exec(file) ?? [];
  const isOurs = !inside.startsWith('node_modules/') && !inside.startsWith('node:');
  return {
    function: name ?? '<anonymous>',
    filename: inside,
    lineno: Number(row),
    colno: Number(column),
    in_app: isOurs,
  };
}
