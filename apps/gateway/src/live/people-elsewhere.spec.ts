import { encodeBytes } from '@pairlink/collab';
import type { CreatedSession, SessionHealth } from '@pairlink/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { RedisServers } from '../testing/redis-servers.ts';
import { eventually } from '../testing/eventually.ts';
import { RestClient } from '../testing/rest-client.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

/** Who a client says is there, after everything it was told. */
function attendance(client: TestClient): { names: () => readonly string[]; count: () => number } {
  let names = client.joined?.participants.map(({ name }) => name) ?? [];
  let count = names.length;
  client.socket.on('participants-update', ({ participants, activeUsers }) => {
    names = participants.map(({ name }) => name);
    count = activeUsers;
  });
  return { names: () => [...names].sort(), count: () => count };
}

const REDIS: [string, (servers: RedisServers) => Promise<{ readonly url: string }>][] = [
  ['one Redis', (servers) => servers.server()],
  ['a cluster', (servers) => servers.cluster()],
];

describe.each(REDIS)('people of a session on two instances of %s', (_, startRedis) => {
  const servers = new RedisServers();
  let gateways: TestGateway[];
  let here: string;
  let there: string;
  let session: CreatedSession;

  beforeAll(async () => {
    const { url } = await startRedis(servers);
    gateways = await Promise.all(
      [1, 2].map(() => startTestGateway({ REDIS_URL: url, LIMIT_PARTICIPANTS_PER_SESSION: '3' })),
    );
    [here = '', there = ''] = gateways.map((gateway) => gateway.url);
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    await servers.stop();
  });

  const create = async (): Promise<string> => {
    session = await new RestClient(here).create();
    return session.sessionId;
  };
  const join = (url: string, name: string, secret = '0'): Promise<TestClient> =>
    TestClient.join(url, {
      session: session.sessionId,
      name,
      auth: { participantSecret: `${name.charCodeAt(0).toString(16)}${secret}`.padEnd(32, '0') },
    });
  const countByRest = async (url: string): Promise<number> => {
    const answer = await new RestClient(url).call<SessionHealth>(`/api/sessions/${session.sessionId}/health`);
    return answer.body.activeUsers;
  };

  it('are in everybody’s list, and counted by every instance', async () => {
    await create();
    const ada = await join(here, 'Ada');
    const atAda = attendance(ada);
    const joined = ada.next('user-joined', ({ participant }) => participant.name === 'Bo');
    const bo = await join(there, 'Bo');
    expect(bo.joined?.participants.map(({ name }) => name).sort()).toEqual(['Ada', 'Bo']);
    expect(await joined).toMatchObject({ activeUsers: 2 });
    await eventually(() => expect(atAda.names()).toEqual(['Ada', 'Bo']));
    expect(atAda.count()).toBe(2);
    expect(new Set([...(bo.joined?.participants ?? [])].map(({ colour }) => colour)).size).toBe(2);
    await eventually(async () => expect(await countByRest(here)).toBe(2));
    expect(await countByRest(there)).toBe(2);
    const left = ada.next('user-left');
    bo.close();
    expect(await left).toMatchObject({ participant: { name: 'Bo' }, activeUsers: 1 });
    await eventually(() => expect(atAda.names()).toEqual(['Ada']));
    await eventually(async () => expect(await countByRest(there)).toBe(1));
    ada.close();
  });

  it('are one participant with tabs on both, of one name and colour, there until the last tab leaves', async () => {
    await create();
    const cy = await join(there, 'Cy');
    const atCy = attendance(cy);
    const first = await join(here, 'Ada');
    const second = await join(there, 'Ada');
    expect(second.joined?.self).toMatchObject({
      participantId: first.joined?.self.participantId,
      colour: first.joined?.self.colour,
      clientIds: [second.doc.clientID, first.doc.clientID],
    });
    expect(second.joined?.participants).toHaveLength(2);
    const renamed = cy.next('participants-update', ({ participants }) =>
      participants.some(({ name }) => name === 'Ada L.'),
    );
    valueOf(await first.ask('name-change', { name: 'Ada L.' }));
    await renamed;
    const left: unknown[] = [];
    cy.socket.on('user-left', (change) => left.push(change));
    first.close();
    await cy.next('participants-update', ({ participants }) =>
      participants.every(({ clientIds }) => clientIds.length === 1),
    );
    expect(atCy.names()).toEqual(['Ada L.', 'Cy']);
    expect(left).toEqual([]);
    const goes = cy.next('user-left');
    second.close();
    expect(await goes).toMatchObject({ participant: { name: 'Ada L.' }, activeUsers: 1 });
    cy.close();
  });

  it('are as many as the limit allows in all, however they come', async () => {
    await create();
    const joins = ['Ada', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay'].map((name, i) => join(i % 2 ? there : here, name));
    const settled = await Promise.allSettled(joins);
    const inside = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(inside).toHaveLength(3);
    expect(refused).toHaveLength(3);
    for (const why of refused) expect(why).toContain('session-full');
    inside[0]?.close();
    await eventually(async () => expect(await countByRest(here)).toBe(2));
    const late = await eventually(() => join(there, 'Gil'));
    expect(late.joined?.participants).toHaveLength(3);
    for (const client of [...inside, late]) client.close();
  });

  it('see each other’s cursors, those of before too, and lose them with their tab', async () => {
    await create();
    const ada = await join(here, 'Ada');
    const shown = await showCursor(ada, 7);
    const bo = await TestClient.connect(there, { session: session.sessionId });
    const atBo = cursorsOf(bo);
    await bo.enter({ name: 'Bo' });
    await eventually(() => expect(atBo()).toMatchObject([{ at: 7, user: { name: 'Ada' } }]));
    const atAda = cursorsOf(ada);
    await showCursor(bo, 9);
    await eventually(() => expect(atAda()).toMatchObject([{ at: 9, user: { name: 'Bo' } }]));
    bo.close();
    await eventually(() => expect(atAda()).toEqual([]));
    shown.destroy();
    ada.close();
  });

  it('see each other typing', async () => {
    await create();
    const ada = await join(here, 'Ada');
    const joined = ada.next('user-joined');
    const bo = await join(there, 'Bo');
    await joined;
    const told = ada.next('typing');
    valueOf(await bo.ask('typing', { isTyping: true }));
    expect(await told).toEqual({ isTyping: true, participantId: bo.joined?.self.participantId });
    ada.close();
    bo.close();
  });

  it('get titles and languages that are changed on the other', async () => {
    await create();
    const ada = await join(here, 'Ada');
    const bo = await join(there, 'Bo');
    const told = [ada.next('title-updated'), ada.next('language-updated')] as const;
    valueOf(await bo.ask('title-change', { title: 'Ours' }));
    valueOf(await bo.ask('language-change', { language: 'javascript' }));
    const { participantId } = bo.joined?.self ?? {};
    expect(await Promise.all(told)).toEqual([
      { title: 'Ours', participantId },
      { language: 'javascript', participantId },
    ]);
    ada.close();
    bo.close();
  });
});

/** Says where the cursor of a tab is. */
async function showCursor(client: TestClient, at: number): Promise<Awareness> {
  const awareness = new Awareness(client.doc);
  awareness.setLocalState({ at });
  valueOf(
    await client.ask('awareness', encodeBytes(encodeAwarenessUpdate(awareness, [client.doc.clientID]))),
  );
  return awareness;
}

/** The cursors that a client sees of others. */
function cursorsOf(client: TestClient): () => unknown[] {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  client.socket.on('awareness', (update) => {
    const bytes = typeof update === 'string' ? Buffer.from(update, 'base64') : new Uint8Array(update);
    applyAwarenessUpdate(awareness, bytes, 'server');
  });
  return () =>
    [...awareness.getStates()].flatMap(([clientId, state]) =>
      clientId === client.doc.clientID ? [] : [state],
    );
}
