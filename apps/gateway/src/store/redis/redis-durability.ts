import type { DependencyHealth } from '@pairlink/protocol';
import { mastersOf } from './redis-replicas.ts';
import type { RedisClient } from './redis-scripts.ts';

/** Whether sessions in this Redis survive a crash of it, and what the operator should do if not. */
export async function checkDurability(client: RedisClient): Promise<DependencyHealth> {
  const masters = mastersOf(client);
  if (masters.length === 0) return { status: 'down', detail: 'No master of the Redis cluster answers.' };
  try {
    const faults = await Promise.all(
      masters.map(async (node) => [
        ...persistenceFaults(await node.info('persistence')),
        ...memoryFaults(await node.info('memory')),
      ]),
    );
    const unique = [...new Set(faults.flat())];
    return unique.length === 0 ? { status: 'up' } : { status: 'degraded', detail: unique.join(' ') };
  } catch {
    return { status: 'down', detail: 'Redis does not answer.' };
  }
}

function* persistenceFaults(info: string): Generator<string> {
  const value = (name: string): string | undefined => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  if (value('aof_enabled') !== '1') {
    yield 'Sessions do not survive a crash of Redis: set "appendonly yes".';
  }
  if (value('aof_last_write_status') === 'err') yield 'Redis could not write its append-only file.';
}

function* memoryFaults(info: string): Generator<string> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== 'noeviction') {
    yield 'Redis may drop sessions when its memory is full: set "maxmemory-policy noeviction".';
  }
}
