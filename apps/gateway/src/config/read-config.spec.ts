import { readFileSync } from 'node:fs';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';
import type { Variables } from './variable-reader.ts';
import { ConfigError } from './variable-reader.ts';

const faultsOf = (variables: Variables): readonly string[] => {
  try {
    readConfig(variables, '/web');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the configuration', () => {
  it('is complete without any variable', () => {
    const config = readConfig({}, '/web');
    expect(config).toMatchObject({ port: 3000, host: undefined, publicUrls: [], dataDir: '.data' });
    expect(config.limits).toEqual(DEFAULT_LIMITS);
    expect(config.languages).toContain('python');
  });

  it('takes an empty value as missing', () => {
    expect(readConfig({ PORT: '', REDIS_URL: ' ' }, '/web')).toMatchObject({
      port: 3000,
      redisUrl: undefined,
    });
  });

  it('reads every kind of value', () => {
    const config = readConfig(
      {
        PORT: '0',
        PUBLIC_URL: 'https://a.example, http://localhost:8080/',
        REDIS_URL: 'redis+sentinel://:secret@10.0.0.1:26379,10.0.0.2:26379/pairlink',
        LANGUAGES: 'javascript,python',
        LIMIT_TITLE_LENGTH: '60',
        SESSION_IDLE_HOURS: '0.5',
      },
      '/web',
    );
    expect(config.publicUrls).toEqual(['https://a.example', 'http://localhost:8080']);
    expect(config.redisUrl).toContain('26379,10.0.0.2');
    expect(config.languages).toEqual(['javascript', 'python']);
    expect(config.limits).toMatchObject({ titleLength: 60, sessionIdleHours: 0.5 });
  });

  it('names every fault at once, without repeating a value that may be secret', () => {
    const faults = faultsOf({
      PORT: '3000x',
      PUBLIC_URL: 'https://a.example/path',
      REDIS_URL: 'http://user:hunter2@host',
      LANGUAGES: 'python,cobol',
      LOG_LEVEL: 'loud',
      TRUST_PROXY_HOPS: '-1',
      LIMIT_TITEL_LENGTH: '10',
      PAIRLINK_PORT: '1',
    });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'PUBLIC_URL',
      'REDIS_URL',
      'TRUST_PROXY_HOPS',
      'LANGUAGES',
      'LOG_LEVEL',
      'LIMIT_TITEL_LENGTH',
      'PAIRLINK_PORT',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('is explained variable by variable in .env.example', () => {
    const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
    const listed = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name));
    const asked = new Set<string>();
    readConfig(new Proxy({}, { get: (_, name) => void asked.add(String(name)), ownKeys: () => [] }), '/web');
    expect(listed).toEqual(asked);
  });
});
