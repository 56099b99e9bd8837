import type { LanguageId, Limits } from '@pairlink/protocol';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the operator decided; `.env.example` explains each variable. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  /** `undefined` listens on all interfaces. */
  readonly host: string | undefined;
  /** Origins without a path; the first is the base of links. Empty: both come from the request. */
  readonly publicUrls: readonly string[];
  readonly dataDir: string;
  readonly redisUrl: string | undefined;
  readonly trustProxyHops: number;
  /** Offered languages, in the order people see them. */
  readonly languages: readonly LanguageId[];
  readonly pythonPackages: string | undefined;
  /** Where frames of programs and of pages come from, if not from the app's own; the second is the first unless told. */
  readonly runnerOrigin: string | undefined;
  readonly previewOrigin: string | undefined;
  readonly logLevel: LogLevel;
  readonly sentryDsn: string | undefined;
  readonly metricsToken: string | undefined;
  /** Folder of the built web app. */
  readonly webRoot: string;
  readonly limits: Limits;
  readonly rates: Rates;
  /** How long an id that was deleted or has expired answers so. */
  readonly goneRetentionMs: number;
}

/** Ceilings for one address. A whole school behind one address must stay far below them. */
export interface Rates {
  readonly createPerMinute: number;
  readonly lookupPerMinute: number;
  /** Sockets that ask to be let in, also again after a break. */
  readonly connectPerMinute: number;
  /** Wrong passwords for one session from one address. */
  readonly passwordPerMinute: number;
}

/** Injection token: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('Config');
