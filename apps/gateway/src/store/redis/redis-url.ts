/** Where REDIS_URL leads. */
export type RedisTarget =
  | { readonly kind: 'standalone'; readonly address: RedisAddress; readonly login: RedisLogin }
  | {
      readonly kind: 'sentinel';
      readonly sentinels: readonly RedisAddress[];
      readonly masterName: string;
      readonly login: RedisLogin;
    }
  | { readonly kind: 'cluster'; readonly nodes: readonly RedisAddress[]; readonly login: RedisLogin };

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

export interface RedisLogin {
  readonly username?: string;
  readonly password?: string;
  readonly db: number;
  readonly isTls: boolean;
}

const REDIS_PORT = 6379;
const SENTINEL_PORT = 26_379;
const PARTS =
  /^(redis|rediss|redis\+sentinel|redis\+cluster):\/\/(?:(?<login>[^@]*)@)?(?<hosts>[^/?#]+)(?<path>[^?#]*)/;

/**
 * `redis://[user:password@]host[:port][/db]`, `rediss://…` (TLS), `redis+sentinel://…host,host…/master-name[/db]`,
 * `redis+cluster://…host,host…`. Throws for anything else, without repeating what may hold a password.
 */
export function parseRedisUrl(url: string): RedisTarget {
  const { login: credentials = '', hosts = '', path = '' } = PARTS.exec(url)?.groups ?? {};
  if (hosts === '') throw new Error('REDIS_URL is not an address of Redis.');
  const [user = '', password] = credentials.split(/:(.*)/s).map(decodeURIComponent);
  const [first = '', second = ''] = path.split('/').filter(Boolean);
  const login = (db: string): RedisLogin => ({
    ...(user === '' ? {} : { username: user }),
    ...(password === undefined || password === '' ? {} : { password }),
    db: toNumber(db, 0),
    isTls: url.startsWith('rediss:'),
  });
  const addresses = (port: number): RedisAddress[] =>
    hosts.split(',').map((host) => parseAddress(host, port));
  if (url.startsWith('redis+sentinel:')) {
    const masterName = first === '' ? 'mymaster' : decodeURIComponent(first);
    return { kind: 'sentinel', sentinels: addresses(SENTINEL_PORT), masterName, login: login(second) };
  }
  if (url.startsWith('redis+cluster:')) {
    return { kind: 'cluster', nodes: addresses(REDIS_PORT), login: login('') };
  }
  const [address, ...more] = addresses(REDIS_PORT);
  if (!address || more.length > 0)
    throw new Error('REDIS_URL names several hosts: use redis+sentinel or redis+cluster.');
  return { kind: 'standalone', address, login: login(first) };
}

function parseAddress(text: string, defaultPort: number): RedisAddress {
  const [, host = '', port = ''] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text) ?? [];
  if (host === '') throw new Error('REDIS_URL has a host that is none.');
  return { host: host.replaceAll(/[[\]]/g, ''), port: toNumber(port, defaultPort) };
}

function toNumber(text: string, byDefault: number): number {
  if (text === '') return byDefault;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error('REDIS_URL has a number that is none.');
  return value;
}
