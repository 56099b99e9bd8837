import type { LanguageId, Limits } from '@pairlink/protocol';
import { DEFAULT_LIMITS, isLanguageId, LANGUAGES } from '@pairlink/protocol';
import type { Config } from './config.ts';
import { LOG_LEVELS } from './config.ts';
import type { Variables } from './variable-reader.ts';
import { VariableReader } from './variable-reader.ts';

/** The variable of each limit, with the values that make sense. */
const LIMIT_VARIABLES: {
  readonly [K in Exclude<keyof Limits, 'sessionIdleHours'>]: [string, number, number];
} = {
  fileTextBytes: ['LIMIT_FILE_TEXT_BYTES', 1024, 64 * 1024 * 1024],
  sessionTextBytes: ['LIMIT_SESSION_TEXT_BYTES', 1024, 256 * 1024 * 1024],
  filesPerSession: ['LIMIT_FILES_PER_SESSION', 1, 10_000],
  pathLength: ['LIMIT_PATH_LENGTH', 16, 4096],
  updateBytes: ['LIMIT_UPDATE_BYTES', 1024, 64 * 1024 * 1024],
  nameLength: ['LIMIT_NAME_LENGTH', 1, 1000],
  titleLength: ['LIMIT_TITLE_LENGTH', 1, 1000],
  chatLength: ['LIMIT_CHAT_LENGTH', 1, 100_000],
  chatKept: ['LIMIT_CHAT_KEPT', 0, 100_000],
  participantsPerSession: ['LIMIT_PARTICIPANTS_PER_SESSION', 1, 10_000],
  runOutputBytes: ['LIMIT_RUN_OUTPUT_BYTES', 1024, 16 * 1024 * 1024],
  runSharedBytes: ['LIMIT_RUN_SHARED_BYTES', 1024, 16 * 1024 * 1024],
};

const REDIS_SCHEMES = ['redis', 'rediss', 'redis+sentinel', 'redis+cluster'];
const SENTRY_DSN = /^https?:\/\/\w+@[\w.:[\]-]+(?:\/[\w-]+)*\/\d+\/?$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Throws `ConfigError`, which names every fault at once. */
export function readConfig(variables: Variables, webRoot: string): Config {
  const read = new VariableReader(variables);
  const runnerOrigin = read.origin('RUNNER_ORIGIN');
  const dataDir = read.text('DATA_DIR') ?? '.data';
  const config: Config = {
    port: read.number('PORT', { default: 3000, min: 0, max: 65_535 }),
    host: read.text('HOST'),
    publicUrls: read.origins('PUBLIC_URL'),
    dataDir,
    redisUrl: read.url('REDIS_URL', REDIS_SCHEMES),
    trustProxyHops: read.number('TRUST_PROXY_HOPS', { default: 0, min: 0, max: 10 }),
    languages: read.someOf<LanguageId>('LANGUAGES', Object.keys(LANGUAGES).filter(isLanguageId)),
    pythonPackages: read.text('PYTHON_PACKAGES'),
    runnerOrigin,
    previewOrigin: read.origin('PREVIEW_ORIGIN') ?? runnerOrigin,
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    sentryDsn: read.matching('SENTRY_DSN', SENTRY_DSN, 'must be like https://key@host/123'),
    metricsToken: read.text('METRICS_TOKEN'),
    webRoot: read.text('WEB_ROOT') ?? webRoot,
    limits: readLimits(read),
    rates: {
      createPerMinute: read.number('RATE_CREATE_PER_MINUTE', { default: 600, min: 1, max: 1_000_000 }),
      lookupPerMinute: read.number('RATE_LOOKUP_PER_MINUTE', { default: 6000, min: 1, max: 1_000_000 }),
      connectPerMinute: read.number('RATE_CONNECT_PER_MINUTE', { default: 20_000, min: 1, max: 1_000_000 }),
      passwordPerMinute: read.number('RATE_PASSWORD_PER_MINUTE', { default: 5, min: 1, max: 1000 }),
    },
    goneRetentionMs: DAY_MS * read.number('GONE_RETENTION_DAYS', { default: 30, min: 1, max: 3650 }),
  };
  read.refuseUnknown(['PAIRLINK_', 'LIMIT_', 'RATE_']);
  read.throwFaults();
  return config;
}

function readLimits(read: VariableReader): Limits {
  const limit = (key: keyof typeof LIMIT_VARIABLES): number => {
    const [name, min, max] = LIMIT_VARIABLES[key];
    return read.number(name, { default: DEFAULT_LIMITS[key], min, max });
  };
  return {
    fileTextBytes: limit('fileTextBytes'),
    sessionTextBytes: limit('sessionTextBytes'),
    filesPerSession: limit('filesPerSession'),
    pathLength: limit('pathLength'),
    updateBytes: limit('updateBytes'),
    nameLength: limit('nameLength'),
    titleLength: limit('titleLength'),
    chatLength: limit('chatLength'),
    chatKept: limit('chatKept'),
    participantsPerSession: limit('participantsPerSession'),
    runOutputBytes: limit('runOutputBytes'),
    runSharedBytes: limit('runSharedBytes'),
    sessionIdleHours: read.number('SESSION_IDLE_HOURS', {
      default: DEFAULT_LIMITS.sessionIdleHours,
      min: 0.0001,
      max: 24 * 3650,
      isWhole: false,
    }),
  };
}
