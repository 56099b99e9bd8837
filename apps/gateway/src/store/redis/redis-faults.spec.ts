import { once } from 'node:events';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../testing/eventually.ts';
import { either } from '../../testing/long-form.ts';
import { replicasReady, RedisServers } from '../../testing/redis-servers.ts';
import type { RedisServer } from '../../testing/redis-servers.ts';
import type { LogEntry, SessionRecord, SessionStore, StoredEntry } from '../session-store.ts';
import { SessionMissing, StoreUnavailable } from '../session-store.ts';
import { slotOf } from './cluster-slot.ts';
import { keysOf } from './redis-keys.ts';
import { openRedisStore } from './redis-session-store.ts';

const SESSION_ID = '222222222222';
const RECORD: SessionRecord = {
  sessionId: SESSION_ID,
  watchId: '2222222222222222',
  hostTokenHash: '',
  epoch: 'e',
  title: '',
  language: 'python',
  isPublic: false,
  isLocked: false,
  createdAt: 1,
  lastActive: 1,
  totalEdits: 0,
};
const entry = (text: string): LogEntry => ({ update: Buffer.from(text), at: 1 });
const textOf = ({ update }: StoredEntry): string => Buffer.from(update).toString();

async function kill(server: RedisServer): Promise<void> {
  const exited = once(server.process, 'exit');
  server.process.kill('SIGKILL');
  await exited;
}

/** On a busy machine a replica may confirm too late: then it was made, and nobody was told. */
const begin = (store: SessionStore): Promise<boolean> =>
  eventually(() => store.create(RECORD, entry('seed')));

/** Appends until `isOver`, and answers what was acknowledged. Refusals are tried again, as a live session does. */
async function write(
  store: SessionStore,
  isOver: () => boolean,
  { acknowledgedAt = [], refusedAt = [] }: { acknowledgedAt?: number[]; refusedAt?: number[] } = {},
): Promise<{ acknowledged: string[] }> {
  const acknowledged: string[] = [];
  for (let n = 0; !isOver(); n++) {
    try {
      await store.append(SESSION_ID, entry(`entry ${n}`), 1);
      acknowledged.push(`entry ${n}`);
      acknowledgedAt.push(performance.now());
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      refusedAt.push(performance.now());
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { acknowledged };
}

async function expectStored(store: SessionStore, acknowledged: readonly string[]): Promise<void> {
  const stored = await eventually(() => store.load(SESSION_ID));
  const texts = new Set(stored.entries.map(textOf));
  expect(acknowledged.filter((text) => !texts.has(text))).toEqual([]);
}

describe('Redis in trouble', { timeout: 240_000 }, () => {
  let servers: RedisServers;
  let problems: string[];
  const stores: SessionStore[] = [];

  beforeEach(() => {
    servers = new RedisServers();
    problems = [];
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await servers.stop();
  });

  const open = async (url: string): Promise<SessionStore> => {
    const store = await openRedisStore({
      url,
      goneRetentionMs: 1000,
      onProblem: (message) => problems.push(message),
    });
    stores.push(store);
    return store;
  };
  it('is told loudly when sessions would not survive a crash', async () => {
    const careless = await servers.server(['appendonly no', 'maxmemory-policy allkeys-lru']);
    const store = await open(careless.url);
    const health = await store.health();
    expect(health.status).toBe('degraded');
    expect(health.detail).toContain('appendonly yes');
    expect(health.detail).toContain('noeviction');
    expect(problems.join()).toContain('appendonly yes');
  });

  it('keeps what was acknowledged through kill -9, refuses at once meanwhile, and goes on by itself', async () => {
    const server = await servers.server();
    const store = await open(server.url);
    await begin(store);
    await store.load(SESSION_ID);
    let hints = 0;
    store.watch(SESSION_ID, () => hints++);
    await eventually(() => expect(hints).toBe(1));

    let isOver = false;
    const writing = write(store, () => isOver);
    await eventually(async () => expect((await store.load(SESSION_ID)).entries.length).toBeGreaterThan(100));
    const { seq } = await store.load(SESSION_ID);
    await kill(server);
    await eventually(() =>
      expect(store.append(SESSION_ID, entry('refused'), 1)).rejects.toThrow(StoreUnavailable),
    );
    expect((await store.health()).status).toBe('down');
    await servers.server([], server.port);
    await eventually(async () => expect((await store.health()).status).toBe('up'));
    // Another process answers: whoever has read the log before is told to load it again.
    await eventually(async () => expect(await store.readAfter(SESSION_ID, seq)).toBeUndefined());
    await eventually(() => expect(hints).toBeGreaterThan(1));
    isOver = true;
    const { acknowledged } = await writing;
    expect(acknowledged.length).toBeGreaterThan(100);
    await expectStored(store, acknowledged);
  });

  it('refuses while Redis hangs, and goes on when it wakes up', async () => {
    const server = await servers.server();
    const store = await open(server.url);
    await begin(store);
    server.process.kill('SIGSTOP');
    await expect(store.append(SESSION_ID, entry('hung'), 1)).rejects.toThrow(StoreUnavailable);
    server.process.kill('SIGCONT');
    await eventually(() => store.append(SESSION_ID, entry('awake'), 1));
  });

  it('acknowledges nothing that no replica has confirmed', async () => {
    const master = await servers.server();
    const replica = await servers.server([`replicaof 127.0.0.1 ${master.port}`]);
    await replicasReady(master.port, 1);
    const store = await open(master.url);
    await begin(store);
    replica.process.kill('SIGSTOP');
    await expect(store.append(SESSION_ID, entry('alone'), 1)).rejects.toThrow(StoreUnavailable);
    replica.process.kill('SIGCONT');
    await eventually(() => store.append(SESSION_ID, entry('together'), 1));
  });

  const splits = Array.from({ length: either(1, 20) }, (_, n) => n + 1);
  it.each(splits)('loses nothing acknowledged when brains split and the other half wins (%i)', async () => {
    const master = await servers.server();
    const winner = await servers.server([`replicaof 127.0.0.1 ${master.port}`]);
    await replicasReady(master.port, 1);
    const store = await open(master.url);
    await begin(store);
    let isOver = false;
    const acknowledgedAt: number[] = [];
    const refusedAt: number[] = [];
    const writing = write(store, () => isOver, { acknowledgedAt, refusedAt });
    await eventually(() => expect(acknowledgedAt.length).toBeGreaterThan(100));
    const admin = new Redis(winner.port);
    await admin.replicaof('NO', 'ONE');
    admin.disconnect();
    // Longer than the gateway takes to look at its master again: that it has lost its replica is no excuse.
    await eventually(() => expect(refusedAt.length).toBeGreaterThan(10));
    isOver = true;
    const { acknowledged } = await writing;
    await expectStored(await open(winner.url), acknowledged);
  });

  it.each([
    ['is killed', 'SIGKILL'],
    ['hangs', 'SIGSTOP'],
  ] as const)(
    'loses nothing acknowledged when the master behind Sentinel %s, and goes on with the next',
    async (_, signal) => {
      const master = await servers.server();
      await Promise.all([1, 2].map(() => servers.server([`replicaof 127.0.0.1 ${master.port}`])));
      await replicasReady(master.port, 2);
      const sentinel = await servers.sentinel(master.port);
      await sentinelKnows(sentinel.port, 2);
      const store = await open(sentinel.url);
      await begin(store);
      const acknowledgedAt: number[] = [];
      let isOver = false;
      const writing = write(store, () => isOver, { acknowledgedAt });
      await eventually(() => expect(acknowledgedAt.length).toBeGreaterThan(100));
      master.process.kill(signal);
      const stoppedAt = performance.now();
      await eventually(() => expect(acknowledgedAt.at(-1)).toBeGreaterThan(stoppedAt + 500));
      // The old master wakes up with what it was sent meanwhile: nobody was told that it is stored.
      if (signal === 'SIGSTOP') master.process.kill('SIGCONT');
      const before = acknowledgedAt.length;
      await eventually(() => expect(acknowledgedAt.length).toBeGreaterThan(before + 100));
      isOver = true;
      await expectStored(store, (await writing).acknowledged);
    },
  );

  it('loses nothing acknowledged when the master of a session in a cluster is killed', async () => {
    const { url, nodes } = await servers.cluster(1);
    const master = await masterOf(nodes);
    await replicasReady(master.port, 1);
    const store = await open(url);
    await begin(store);
    let isOver = false;
    const acknowledgedAt: number[] = [];
    const writing = write(store, () => isOver, { acknowledgedAt });
    await eventually(() => expect(acknowledgedAt.length).toBeGreaterThan(100));
    await kill(master);
    const before = acknowledgedAt.length;
    await eventually(() => expect(acknowledgedAt.length).toBeGreaterThan(before + 100));
    isOver = true;
    await expectStored(store, (await writing).acknowledged);
  });

  it('says that a session is missing after everything was wiped, and takes it in again', async () => {
    const server = await servers.server();
    const store = await open(server.url);
    await begin(store);
    const admin = new Redis(server.port);
    await admin.flushall();
    admin.disconnect();
    await expect(store.append(SESSION_ID, entry('x'), 1)).rejects.toThrow(SessionMissing);
    await expect(store.readAfter(SESSION_ID, '1')).rejects.toThrow(SessionMissing);
    expect(await store.create({ ...RECORD, epoch: 'f' }, entry('restored'))).toBe(true);
    expect((await store.load(SESSION_ID)).entries.map(textOf)).toEqual(['restored']);
  });

  it('refuses what does not fit into its memory, and keeps the rest', async () => {
    const server = await servers.server(['maxmemory 8mb']);
    const store = await open(server.url);
    await begin(store);
    const big = 'x'.repeat(500_000);
    const acknowledged: string[] = [];
    const fill = async (): Promise<void> => {
      for (let n = 0; n < 100; n++) {
        await store.append(SESSION_ID, entry(`${n} ${big}`), 1);
        acknowledged.push(`${n} ${big}`);
      }
    };
    await expect(fill()).rejects.toThrow(StoreUnavailable);
    await expectStored(store, acknowledged);
  });
});

/** A Sentinel learns of replicas from the master, every ten seconds at most. */
async function sentinelKnows(port: number, replicas: number): Promise<void> {
  const sentinel = new Redis({ host: '127.0.0.1', port });
  await eventually(async () => {
    const known = await sentinel.call('SENTINEL', 'replicas', 'pairlink');
    expect(known).toHaveLength(replicas);
  });
  sentinel.disconnect();
}

/** The cluster node that the session of these tests lives on. */
async function masterOf(nodes: readonly RedisServer[]): Promise<RedisServer> {
  const slot = slotOf(keysOf(SESSION_ID).meta);
  for (const node of nodes) {
    const redis = new Redis({ host: '127.0.0.1', port: node.port });
    const ranges = await redis.cluster('SLOTS');
    redis.disconnect();
    for (const [first, last, address] of ranges) {
      const master = nodes.find(({ port }) => port === address?.[1]);
      if (master && first <= slot && slot <= last) return master;
    }
  }
  throw new Error('No node of the cluster serves the session.');
}
