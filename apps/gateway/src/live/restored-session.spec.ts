import { once } from 'node:events';
import { contentHash } from '@pairlink/collab';
import type { CreatedSession, SessionState } from '@pairlink/protocol';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import type { RedisServer } from '../testing/redis-servers.ts';
import { RedisServers } from '../testing/redis-servers.ts';
import { asHost, RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

const secretOf = (name: string): string => Buffer.from(name.padEnd(16, '.')).toString('hex');

describe('a session that the store has lost with people in it', () => {
  const servers = new RedisServers();
  let server: RedisServer;
  let gateways: TestGateway[];
  let here: string;
  let there: string;
  let session: CreatedSession;
  const clients: TestClient[] = [];

  beforeAll(async () => {
    server = await servers.server();
    gateways = await Promise.all([1, 2].map(() => startTestGateway({ REDIS_URL: server.url })));
    [here = '', there = ''] = gateways.map((gateway) => gateway.url);
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await servers.stop();
  });
  beforeEach(async () => {
    for (const client of clients.splice(0)) client.close();
    session = await new RestClient(here).create({ code: 'print(1)\n', password: 'open' });
  });

  const connect = async (url: string, name: string): Promise<TestClient> => {
    const auth = { participantSecret: secretOf(name), name, password: 'open' };
    const client = await TestClient.connect(url, { session: session.sessionId, auth });
    clients.push(client);
    return client;
  };
  const join = async (url: string, name: string): Promise<TestClient> => {
    const client = await connect(url, name);
    await client.enter();
    return client;
  };
  /** The same tab after its socket was closed: it has its document, and edits in it that nobody acknowledged. */
  const comeBack = async (url: string, name: string, before: TestClient): Promise<TestClient> => {
    const client = await connect(url, name);
    client.doc = before.doc;
    await client.enter();
    return client;
  };
  const wipe = async (): Promise<void> => {
    const redis = new Redis(server.url);
    await redis.flushall();
    redis.disconnect();
  };

  it('is put back with everything, under another epoch, and nothing comes twice', async () => {
    const ada = await join(here, 'Ada');
    const bo = await join(there, 'Bo');
    await ada.type(0, 'ada ');
    await bo.until(() => bo.text.toString().startsWith('ada '));
    await bo.type(0, 'bo ');
    await ada.until(() => ada.text.toString().startsWith('bo ada '));
    const closed = [ada.closed(), bo.closed()];

    await wipe();
    ada.text.insert(0, 'late ');
    expect(await ada.flush()).toMatchObject({ ok: false, problem: { code: 'epoch-changed' } });
    for (const end of await Promise.all(closed)) {
      expect(end).toMatchObject({ description: { reason: 'epoch-changed' } });
    }

    const again = [await comeBack(there, 'Ada', ada), await comeBack(here, 'Bo', bo)];
    for (const { joined } of again) {
      expect(joined).toMatchObject({
        restoredFrom: session.epoch,
        epoch: expect.not.stringMatching(session.epoch),
      });
    }
    const cy = await join(here, 'Cy');
    await eventually(() => {
      expect(cy.text.toString()).toBe('late bo ada print(1)\n');
      expect(new Set([cy, ...again].map(({ doc }) => contentHash(doc))).size).toBe(1);
    });
    expect(new Set([cy, ...again].map(({ joined }) => joined?.epoch)).size).toBe(1);
    await cy.type(0, 'on ');
    await again[0]?.until((doc) => contentHash(doc) === contentHash(cy.doc));
  });

  it('is put back by itself when nobody does anything', async () => {
    const ada = await join(here, 'Ada');
    await ada.type(0, 'ada ');
    const closed = ada.closed();
    await wipe();
    expect(await closed).toMatchObject({ description: { reason: 'epoch-changed' } });
    const fresh = await join(there, 'Bo');
    expect(fresh.text.toString()).toBe('ada print(1)\n');
  });

  it('keeps its links, host, password, title and runs', async () => {
    const ada = await join(here, 'Ada');
    const { runId } = valueOf(await ada.ask('run-start', { language: 'python', entry: 'main.py' }));
    valueOf(await ada.ask('title-change', { title: 'Ours' }));
    const closed = ada.closed();
    await wipe();
    ada.text.insert(0, 'x');
    await ada.flush();
    await closed;
    const rest = new RestClient(there);
    const path = `/api/sessions/${session.sessionId}`;
    expect(await rest.call(path)).toMatchObject({ status: 401 });
    const asked = await rest.call<SessionState>(path, { headers: asHost(session) });
    expect(asked.body).toMatchObject({ title: 'Ours', role: 'host', hasPassword: true });
    const watched = await rest.call(`/api/sessions/${session.watchId}`, {
      headers: { 'x-session-password': 'open' },
    });
    expect(watched.body).toMatchObject({ role: 'viewer' });
    const again = await join(there, 'Ada');
    expect(again.joined?.runs).toMatchObject([{ runId }]);
  });

  it('is put back after Redis came back empty, though the document was dropped meanwhile', async () => {
    const ada = await join(here, 'Ada');
    await ada.type(0, 'ada ');
    const closed = ada.closed();
    const exited = once(server.process, 'exit');
    server.process.kill('SIGKILL');
    await exited;
    ada.text.insert(0, 'late ');
    expect(await ada.flush()).toMatchObject({ ok: false });
    // It does not look at the log it had.
    server = await servers.server(['appendonly no'], server.port);
    expect(await closed).toMatchObject({ description: { reason: 'epoch-changed' } });
    const again = await eventually(() => comeBack(here, 'Ada', ada));
    expect(again.joined).toMatchObject({ restoredFrom: session.epoch });
    const fresh = await join(there, 'Bo');
    expect(fresh.text.toString()).toBe('late ada print(1)\n');
  });

  it('is not found any more when nobody is in it', async () => {
    const ada = await join(here, 'Ada');
    ada.close();
    await eventually(async () => {
      const { body } = await new RestClient(here).call(`/api/sessions/${session.sessionId}/health`, {
        headers: asHost(session),
      });
      expect(body).toMatchObject({ activeUsers: 0 });
    });
    await wipe();
    await expect(connect(here, 'Ada')).rejects.toMatchObject({ data: { code: 'session-not-found' } });
  });
});
