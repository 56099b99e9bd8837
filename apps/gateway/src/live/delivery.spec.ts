import { once } from 'node:events';
import { filesOf, textOf } from '@pairlink/collab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGateway } from './testing/test-gateway.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import { TestClient, valueOf } from './testing/test-client.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

describe('events reach every kind of client', () => {
  it.each<['websocket' | 'polling']>([['websocket'], ['polling']])(
    'over %s, small and large, in between each other',
    async (transport) => {
      const { sessionId } = await gateway.createSession();
      const ada = await TestClient.join(gateway.url, { session: sessionId });
      const bo = await TestClient.join(gateway.url, { session: sessionId, transports: [transport] });
      const kinds = new Set<string>();
      bo.socket.on('doc-update', (update) => kinds.add(typeof update));
      // Attachments are two frames each; keystrokes, presence and lists of people must not get between them.
      for (let i = 0; i < 20; i++) {
        const large = ada.type(0, 'x'.repeat(5000 + i));
        const small = ada.ask('typing', { isTyping: i % 2 === 0 });
        await Promise.all([large, small, ada.ask('name-change', { name: `Ada ${i}` })]);
        await ada.type(0, `${i}`);
      }
      await bo.until(() => bo.text.toString() === ada.text.toString());
      expect(kinds).toEqual(new Set(['string', 'object']));
      ada.close();
      bo.close();
    },
  );

  it('as a first sync that is deflated, if they ask for it', async () => {
    const { sessionId } = await gateway.createSession({ code: 'x = 1\n'.repeat(5000) });
    const ada = await TestClient.join(gateway.url, { session: sessionId });
    const packed = valueOf(await ada.ask('doc-sync', { stateVector: 'AA==', encoding: 'v2-deflate-raw' }));
    const plain = valueOf(await ada.ask('doc-sync', 'AA=='));
    expect(packed).toMatchObject({ encoding: 'v2-deflate-raw', contentHash: plain.contentHash });
    expect(String(packed.update).length).toBeLessThan(1000);
    ada.close();
  });
});

/** Nothing is stored until the returned function is called. */
function holdAppends(): () => void {
  const gate = new EventTarget();
  const opened = once(gate, 'open').then(() => undefined);
  const mend = gateway.faults.before('append', () => opened);
  return () => {
    mend();
    gate.dispatchEvent(new Event('open'));
  };
}

describe('a store that is slow or fails', () => {
  it('holds back the acknowledgement and nothing else', async () => {
    const { sessionId } = await gateway.createSession();
    const ada = await TestClient.join(gateway.url, { session: sessionId });
    const bo = await TestClient.join(gateway.url, { session: sessionId });
    const release = holdAppends();
    const order: string[] = [];
    const typed = ada.type(0, 'slow ').then(() => order.push('acknowledged'));
    await bo.until(() => bo.text.toString().startsWith('slow '));
    order.push('shown');
    release();
    await typed;
    expect(order).toEqual(['shown', 'acknowledged']);
    ada.close();
    bo.close();
  });

  it('shows a newcomer nothing as stored that is not', async () => {
    const { sessionId } = await gateway.createSession();
    const ada = await TestClient.join(gateway.url, { session: sessionId });
    const release = holdAppends();
    const order: string[] = [];
    const typed = ada.type(0, 'slow ').then(() => order.push('acknowledged'));
    const cy = await TestClient.connect(gateway.url, { session: sessionId });
    const entered = cy.enter().then(() => order.push('synced'));
    await cy.next('participants-update');
    release();
    await Promise.all([typed, entered]);
    expect(order).toEqual(['acknowledged', 'synced']);
    expect(cy.text.toString()).toBe('slow print(1)\n');
    ada.close();
    cy.close();
  });

  it('refuses what could not be stored, forgets it, and takes it when it comes again', async () => {
    const { sessionId } = await gateway.createSession();
    const ada = await TestClient.join(gateway.url, { session: sessionId });
    const mend = gateway.faults.before('append', () => Promise.reject(new Error('disk full')));
    ada.text.insert(0, 'unsure ');
    expect(await ada.flush()).toMatchObject({ ok: false, problem: { code: 'unexpected' } });
    mend();
    const cy = await TestClient.join(gateway.url, { session: sessionId });
    expect(cy.text.toString()).toBe('print(1)\n');
    await ada.sync();
    await cy.until(() => cy.text.toString() === 'unsure print(1)\n');
    const stored = await gateway.live.withDocument(sessionId, (doc) => doc.getMap('files').toJSON());
    expect(JSON.stringify(stored)).toContain('unsure print(1)');
    ada.close();
    cy.close();
  });

  it('is asked once for a document that two hundred people want at the same time', async () => {
    const { sessionId } = await gateway.createSession();
    let loads = 0;
    const mend = gateway.faults.before('load', () => {
      loads++;
      return Promise.resolve();
    });
    const joins = Array.from({ length: 50 }, () => TestClient.join(gateway.url, { session: sessionId }));
    const clients = await Promise.all(joins);
    mend();
    expect(loads).toBe(1);
    expect(new Set(clients.map(({ doc }) => doc.clientID)).size).toBe(50);
    for (const client of clients) client.close();
  });
});

describe('one participant', () => {
  it('is one person with two tabs, and the same after a reconnect', async () => {
    const { sessionId } = await gateway.createSession();
    const auth = { participantSecret: 'a'.repeat(32) };
    const first = await TestClient.join(gateway.url, { session: sessionId, auth, name: 'Ada' });
    const second = await TestClient.join(gateway.url, { session: sessionId, auth });
    expect(second.joined?.participants).toHaveLength(1);
    expect(second.joined?.self.clientIds).toEqual([first.doc.clientID, second.doc.clientID]);
    await first.type(0, 'one ');
    first.close();
    // What was written in one tab, and not sent, may come from the other.
    second.doc.clientID = first.joined?.clientId ?? 0;
    await second.until(() => second.text.toString().startsWith('one '));
    await second.type(4, 'two ');
    second.close();
    const third = await TestClient.join(gateway.url, { session: sessionId, auth });
    expect(third.joined?.self.participantId).toBe(first.joined?.self.participantId);
    expect(third.text.toString()).toBe('one two print(1)\n');
    third.close();
  });
});

describe('edits of the server', () => {
  it('are a diff that leaves what people type meanwhile', async () => {
    const { sessionId } = await gateway.createSession({ code: 'abc\n' });
    const ada = await TestClient.join(gateway.url, { session: sessionId });
    const edited = gateway.live.edit(sessionId, undefined, (doc) => {
      const text = textOf(doc, [...filesOf(doc).keys()][0] ?? '');
      text?.insert(text.toString().indexOf('\n'), 'def');
    });
    await ada.type(0, '>');
    expect(await edited).toMatchObject({ ok: true });
    await ada.until(() => ada.text.toString() === '>abcdef\n');
    ada.close();
  });

  it('are refused when they break a limit, and leave no trace', async () => {
    const { sessionId } = await gateway.createSession();
    const answer = await gateway.live.edit(sessionId, undefined, (doc) => {
      doc.getMap('meta').set('title', 'x'.repeat(500));
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'malformed-update' } });
    expect(await gateway.live.withDocument(sessionId, (doc) => doc.getMap('meta').get('title'))).toBe(
      'A session',
    );
    const next = await gateway.live.edit(sessionId, undefined, (doc) => {
      doc.getMap('meta').set('title', 'Short');
    });
    expect(next).toMatchObject({ ok: true });
  });
});
