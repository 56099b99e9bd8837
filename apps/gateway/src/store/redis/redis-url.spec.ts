import { describe, expect, it } from 'vitest';
import { parseRedisUrl } from './redis-url.ts';

const PLAIN = { db: 0, isTls: false };

describe('REDIS_URL', () => {
  it.each([
    ['redis://localhost', { kind: 'standalone', address: { host: 'localhost', port: 6379 }, login: PLAIN }],
    [
      'rediss://user:p%40ss:word@redis.example:6380/2',
      {
        kind: 'standalone',
        address: { host: 'redis.example', port: 6380 },
        login: { username: 'user', password: 'p@ss:word', db: 2, isTls: true },
      },
    ],
    [
      'redis://:secret@[::1]:7000',
      { kind: 'standalone', address: { host: '::1', port: 7000 }, login: { ...PLAIN, password: 'secret' } },
    ],
    [
      'redis+sentinel://a:1,b/main/3',
      {
        kind: 'sentinel',
        sentinels: [
          { host: 'a', port: 1 },
          { host: 'b', port: 26_379 },
        ],
        masterName: 'main',
        login: { ...PLAIN, db: 3 },
      },
    ],
    [
      'redis+cluster://a,b:2',
      {
        kind: 'cluster',
        nodes: [
          { host: 'a', port: 6379 },
          { host: 'b', port: 2 },
        ],
        login: PLAIN,
      },
    ],
  ])('reads %s', (url, target) => {
    expect(parseRedisUrl(url)).toEqual(target);
  });

  it.each(['http://:secret@x', 'redis://', 'redis://a,b', 'redis://secret@x:y', 'redis://x/secret'])(
    'refuses %s without repeating it',
    (url) => {
      expect(() => parseRedisUrl(url)).toThrow(/^REDIS_URL (?!.*secret)/);
    },
  );
});
