import { unreachable } from '@pairlink/protocol';
import type { ClusterOptions as AnyClusterOptions, RedisOptions as AnyRedisOptions } from 'ioredis';
import { Cluster, Redis } from 'ioredis';
import { scriptCommands } from './redis-scripts.ts';
import type { RedisClient } from './redis-scripts.ts';
import type { RedisTarget } from './redis-url.ts';

// Without the shape of replies, which its constructors want to know exactly.
type RedisOptions = Omit<AnyRedisOptions, 'replyMapping'>;
type ClusterOptions = Omit<AnyClusterOptions, 'redisOptions'> & { redisOptions: RedisOptions };

const retryMs = (attempt: number): number => Math.min(50 * attempt, 500);

// A command that cannot be sent now fails now: whoever asked decides what to do, nothing is sent later behind their
// back. A server that is frozen is noticed by the time-outs (without them ioredis waits for ever).
const FAILS_FAST: RedisOptions = {
  commandTimeout: 1500,
  socketTimeout: 5000,
  connectTimeout: 2000,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  retryStrategy: retryMs,
  // After a failover the old master may come back as a replica on the same connection.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/** Opens a connection for commands. Errors are only told: every command fails by itself. */
export function openClient(target: RedisTarget, onError: (error: Error) => void): RedisClient {
  const client =
    target.kind === 'cluster'
      ? new Cluster([...target.nodes], clusterOptions(target))
      : new Redis({ ...redisOptions(target), scripts: scriptCommands });
  client.on('error', onError);
  return client;
}

/**
 * Opens a connection that only listens. It does not reconnect by itself. In a cluster any node will do, because nodes
 * pass messages on: `attempt` picks it.
 */
export function openListener(target: RedisTarget, attempt: number): Redis {
  const options = { ...redisOptions(target), retryStrategy: () => null };
  if (target.kind !== 'cluster') return new Redis(options);
  return new Redis({ ...options, ...target.nodes[attempt % target.nodes.length] });
}

/**
 * Opens a connection that only listens, to channels that live on the server of their slot. Whoever uses it subscribes
 * again after each "ready".
 */
export function openShardListener(target: RedisTarget, onError: (error: Error) => void): RedisClient {
  const client =
    target.kind === 'cluster'
      ? new Cluster([...target.nodes], { ...clusterOptions(target), shardedSubscribers: true })
      : new Redis(redisOptions(target));
  client.on('error', onError);
  return client;
}

function redisOptions(target: RedisTarget): RedisOptions {
  const { username, password, db, isTls } = target.login;
  const options: RedisOptions = {
    ...FAILS_FAST,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(isTls ? { tls: {} } : {}),
  };
  switch (target.kind) {
    case 'standalone':
      return { ...options, ...target.address, db };
    case 'sentinel':
      return {
        ...options,
        db,
        sentinels: [...target.sentinels],
        name: target.masterName,
        failoverDetector: true,
        sentinelCommandTimeout: 1500,
        sentinelRetryStrategy: retryMs,
      };
    case 'cluster':
      return options;
    default:
      return unreachable(target);
  }
}

function clusterOptions(target: RedisTarget): ClusterOptions {
  const { retryStrategy: _, enableOfflineQueue: __, ...redis } = redisOptions(target);
  return {
    scripts: scriptCommands,
    enableOfflineQueue: false,
    clusterRetryStrategy: retryMs,
    clusterNodeRetryStrategy: retryMs,
    slotsRefreshTimeout: 1500,
    slotsRefreshInterval: 2000,
    redisOptions: redis,
  };
}
