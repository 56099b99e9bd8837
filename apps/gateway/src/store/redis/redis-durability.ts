import type { DependencyHealth } from '@pairlink/protocol';
import { mastersOf } from './redis-replicas.ts';
import type { RedisClient } from './redis-scripts.ts';

/**
 * Whether this Redis takes sessions and they survive a crash of it, and what the operator should do if not. Everybody may
 * read it: no addresses. `lastError` is what the connection complained about last.
 */
export async function checkDurability(client: RedisClient, lastError: string): Promise<DependencyHealth> {
  const masters = mastersOf(client);
  if (masters.length === 0) return { status: 'down', detail: 'No master of the Redis cluster answers.' };
  try {
    const faults = await Promise.all(
      masters.map(async (node) => [
        ...replicaFaults(await node.info('replication')),
        ...persistenceFaults(await node.info('persistence')),
        ...memoryFaults(await node.info('memory')),
      ]),
    );
    const unique = [...new Set(faults.flat())];
    if (unique.length === 0) return { status: 'up' };
    return { status: unique.includes(TAKES_NO_WRITES) ? 'down' : 'degraded', detail: unique.join(' ') };
  } catch {
    const isRefused = /WRONGPASS|NOAUTH|NOPERM/.test(lastError);
    return {
      status: 'down',
      detail: isRefused ? 'Redis refuses the password of REDIS_URL.' : 'Redis does not answer.',
    };
  }
}

const TAKES_NO_WRITES = 'Redis is a replica and takes no writes: let REDIS_URL lead to its master.';

function* replicaFaults(info: string): Generator<string> {
  if (/^role:slave/m.test(info)) yield TAKES_NO_WRITES;
}

function* persistenceFaults(info: string): Generator<string> {
  const value = (name: string): string | undefined => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  if (value('aof_enabled') !== '1') {
    yield 'Sessions do not survive a crash of Redis: set "appendonly yes".';
  }
  if (value('aof_last_write_status') === 'err') yield 'Redis could not write its append-only file.';
}

function* memoryFaults(info: string): Generator<string> {
  const bytes = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  if (bytes('maxmemory') > 0 && bytes('used_memory') >= bytes('maxmemory')) {
    yield 'The memory of Redis is full: nothing can be stored.';
  }
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== 'noeviction') {
    yield 'Redis may drop sessions when its memory is full: set "maxmemory-policy noeviction".';
  }
}
