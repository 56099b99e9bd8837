import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServers } from '../../testing/redis-servers.ts';
import type { LogEntry, SessionRecord, SessionStore } from '../session-store.ts';
import { SessionMissing } from '../session-store.ts';
import { keysOf } from './redis-keys.ts';
import { openRedisStore } from './redis-session-store.ts';

const SESSION_ID = '222222222222';
const RECORD: SessionRecord = {
  sessionId: SESSION_ID,
  watchId: '2222222222222222',
  hostTokenHash: '',
  epoch: 'first',
  title: '',
  language: 'python',
  isPublic: false,
  isLocked: false,
  createdAt: 1,
  lastActive: 1,
  totalEdits: 0,
};
const RESTORED: SessionRecord = { ...RECORD, epoch: 'second', restoredFrom: 'first' };
const entry = (text: string): LogEntry => ({ update: Buffer.from(text), at: 1 });

describe('a session restored under another epoch', () => {
  const servers = new RedisServers();
  let redis: Redis;
  let here: SessionStore;
  let there: SessionStore;

  beforeAll(async () => {
    const { url } = await servers.server();
    redis = new Redis(url);
    const open = () => openRedisStore({ url, goneRetentionMs: 1000, onProblem: () => undefined });
    [here, there] = await Promise.all([open(), open()]);
  });
  afterAll(async () => {
    redis.disconnect();
    await Promise.all([here.close(), there.close()]);
    await servers.stop();
  });

  it('takes nothing from an instance that has loaded the one before', async () => {
    await here.create(RECORD, entry('seed'));
    await here.load(SESSION_ID);
    await here.append(SESSION_ID, entry('of the first'), 1);
    await redis.flushall();
    expect(await there.create(RESTORED, entry('restored'))).toBe(true);
    for (const work of [
      () => here.append(SESSION_ID, entry('late'), 1),
      () => here.readAfter(SESSION_ID, '1'),
      () => here.compact(SESSION_ID, Buffer.from('old'), '1'),
    ]) {
      await expect(work()).rejects.toBeInstanceOf(SessionMissing);
    }
    const { entries } = await here.load(SESSION_ID);
    expect(entries.map(({ update }) => Buffer.from(update).toString())).toEqual(['restored']);
    expect(await here.append(SESSION_ID, entry('of the second'), 1)).toBe('2');
    expect(await here.find(SESSION_ID)).toMatchObject({ record: { epoch: 'second', restoredFrom: 'first' } });
  });

  it('begins without what Redis kept of the one before', async () => {
    await redis.flushall();
    await here.create(RECORD, entry('seed'));
    await here.load(SESSION_ID);
    await here.compact(SESSION_ID, Buffer.from('old'), '1');
    await redis.del(keysOf(SESSION_ID).meta);
    expect(await there.create(RESTORED, entry('restored'))).toBe(true);
    expect(await there.load(SESSION_ID)).toMatchObject({ snapshot: undefined, seq: '1' });
  });
});
