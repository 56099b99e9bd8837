import type { ReadyReply } from '@pairlink/protocol';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, RedisServers, replicasReady } from '../testing/redis-servers.ts';
import { RestClient } from '../testing/rest-client.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

describe('a gateway that starts over a Redis in trouble', () => {
  let servers: RedisServers;
  beforeEach(() => {
    servers = new RedisServers();
  });
  afterEach(() => servers.stop());

  const TROUBLES: readonly {
    readonly name: string;
    /** Answers REDIS_URL. */
    readonly make: () => Promise<string>;
    readonly status: number;
    readonly says: RegExp;
  }[] = [
    {
      name: 'gone',
      make: async () => `redis://127.0.0.1:${await freePort()}`,
      status: 503,
      says: /Redis does not answer/,
    },
    {
      name: 'frozen',
      make: async () => {
        const { process, url } = await servers.server();
        process.kill('SIGSTOP');
        return url;
      },
      status: 503,
      says: /Redis does not answer/,
    },
    {
      name: 'a replica',
      make: async () => {
        const master = await servers.server();
        const replica = await servers.server([`replicaof 127.0.0.1 ${master.port}`]);
        await replicasReady(master.port, 1);
        return replica.url;
      },
      status: 503,
      says: /is a replica and takes no writes/,
    },
    {
      name: 'full',
      make: async () => {
        const { port, url } = await servers.server();
        const admin = new Redis({ host: '127.0.0.1', port });
        await admin.set('something', 'x'.repeat(2_000_000));
        await admin.config('SET', 'maxmemory', '1mb');
        admin.disconnect();
        return url;
      },
      status: 200,
      says: /memory of Redis is full/,
    },
    {
      name: 'asking for another password',
      make: async () => {
        const { port } = await servers.server();
        const admin = new Redis({ host: '127.0.0.1', port });
        await admin.config('SET', 'requirepass', 'right');
        admin.disconnect();
        return `redis://:wrong@127.0.0.1:${port}`;
      },
      status: 503,
      says: /refuses the password of REDIS_URL/,
    },
  ];

  it.each(TROUBLES)('$name: lives, says what is the matter, and claims nothing', async (trouble) => {
    const gateway = await startTestGateway({ REDIS_URL: await trouble.make() });
    const rest = new RestClient(gateway.url);
    const [live, ready, created] = await Promise.all([
      rest.call('/api/health/live'),
      rest.call<ReadyReply>('/api/health/ready'),
      rest.call('/api/sessions', { json: {} }),
    ]);
    await gateway.stop();
    expect(live.status).toBe(200);
    expect(ready.status).toBe(trouble.status);
    expect(ready.body.dependencies['store']?.detail).toMatch(trouble.says);
    expect(JSON.stringify(ready.body)).not.toMatch(/127\.0\.0\.1|wrong/);
    expect(created.status).toBe(503);
  });
});
