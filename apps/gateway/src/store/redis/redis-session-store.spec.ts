import { RedisServers, replicasReady } from '../../testing/redis-servers.ts';
import { describeSessionStore } from '../session-store.conformance.ts';
import type { StoreKind } from '../session-store.conformance.ts';
import { openRedisStore } from './redis-session-store.ts';

/** Starts Redis in some shape and answers its URL. */
const inRedis = (name: string, start: (servers: RedisServers) => Promise<string>): StoreKind => ({
  name,
  isShared: true,
  start: async () => {
    const servers = new RedisServers();
    const url = await start(servers);
    return {
      open: ({ goneRetentionMs }) => openRedisStore({ url, goneRetentionMs, onProblem: () => undefined }),
      dispose: () => servers.stop(),
    };
  },
});

describeSessionStore(inRedis('Redis', async (servers) => (await servers.server()).url));

describeSessionStore(
  inRedis('Redis with replicas behind Sentinel', async (servers) => {
    const master = await servers.server();
    await Promise.all([1, 2].map(() => servers.server([`replicaof 127.0.0.1 ${master.port}`])));
    await replicasReady(master.port, 2);
    return (await servers.sentinel(master.port)).url;
  }),
);

describeSessionStore(inRedis('a Redis cluster', async (servers) => (await servers.cluster()).url));
