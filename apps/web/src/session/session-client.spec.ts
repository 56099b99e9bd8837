import 'fake-indexeddb/auto';
import { contentHash, textOf } from '@pairlink/collab';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionClient } from './session-client.ts';
import type { SessionSnapshot } from './session-snapshot.ts';
import { TinyGateway } from './tiny-gateway.ts';

const gateway = () => current;
let current: TinyGateway;
let clients: SessionClient[] = [];

beforeEach(async () => {
  current = new TinyGateway();
  await current.start();
});

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await current.kill();
});

function open(name = 'Blue Fox'): SessionClient {
  const participantSecret = name.padEnd(32, '0').slice(0, 32);
  const identity = { participantSecret, name };
  const client = new SessionClient({ session: 'abcdefghijkm', identity, origin: gateway().origin });
  clients.push(client);
  client.connect();
  return client;
}

/** Resolves when the snapshot is as wanted; the test's own time limit ends it otherwise. */
function until(
  client: SessionClient,
  isWanted: (snapshot: SessionSnapshot) => boolean,
): Promise<SessionSnapshot> {
  return new Promise((resolve) => {
    const look = (): void => {
      const snapshot = client.getSnapshot();
      if (!isWanted(snapshot)) return;
      stop();
      resolve(snapshot);
    };
    const stop = client.subscribe(look);
    look();
  });
}

const isKind = (kind: SessionSnapshot['connection']['kind']) => (snapshot: SessionSnapshot) =>
  snapshot.connection.kind === kind;

async function openLoaded(name?: string): Promise<SessionClient> {
  const client = open(name);
  await until(client, isKind('saved'));
  return client;
}

function textIn(client: SessionClient): string {
  return textOf(client.doc, gateway().fileId)?.toString() ?? '';
}

const inMinutes = (minutes: number) => ({
  expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
});

function type(client: SessionClient, text: string): void {
  const shared = textOf(client.doc, gateway().fileId);
  if (!shared) throw new Error('The document is not loaded.');
  shared.insert(shared.length, text);
}

/** Resolves when the client's document reads as wanted. */
function untilText(client: SessionClient, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    const { doc } = client;
    const look = (): void => {
      if (textIn(client) !== wanted) return;
      doc.off('update', look);
      resolve();
    };
    doc.on('update', look);
    look();
  });
}

const waitingIn = ({ connection }: SessionSnapshot): number =>
  'waiting' in connection ? connection.waiting : 0;

describe('a session client', () => {
  it('loads the document under the Yjs client id that the server issued', async () => {
    gateway().edit((doc) => textOf(doc, gateway().fileId)?.insert(0, 'print(1)'));
    const client = await openLoaded();
    expect(textIn(client)).toBe('print(1)');
    expect(client.doc.clientID).toBe(gateway().joins[0]);
    expect(client.awareness.clientID).toBe(gateway().joins[0]);
  });

  it('is saving until the server has stored the edit, and only then saved', async () => {
    const client = await openLoaded();
    gateway().hold();
    const arrival = gateway().next('doc-update');
    type(client, 'x');
    expect(client.getSnapshot().connection).toEqual({ kind: 'saving', waiting: 1 });
    await arrival;
    expect(client.getSnapshot().connection.kind).toBe('saving');
    gateway().release();
    await until(client, isKind('saved'));
    expect(gateway().text).toBe('x');
  });

  it('sends what one turn of the event loop edits as one message', async () => {
    const client = await openLoaded();
    for (const letter of 'hello') type(client, letter);
    expect(client.getSnapshot().connection).toEqual({ kind: 'saving', waiting: 5 });
    await until(client, isKind('saved'));
    expect(gateway().stored).toHaveLength(1);
    expect(gateway().text).toBe('hello');
  });

  it('shows what others write', async () => {
    const [a, b] = await Promise.all([openLoaded('A'), openLoaded('B')]);
    type(a, 'from a');
    await untilText(b, 'from a');
    expect(b.getSnapshot().connection.kind).toBe('saved');
  });

  it('keeps edits made while the server is away, and sends them when it is back', async () => {
    const client = await openLoaded();
    type(client, 'before ');
    await until(client, isKind('saved'));
    await gateway().kill();
    await until(client, isKind('offline'));
    type(client, 'during ');
    type(client, 'outage');
    expect(client.getSnapshot().connection).toEqual({ kind: 'offline', waiting: 2 });
    gateway().edit((doc) => textOf(doc, gateway().fileId)?.insert(0, '# '));
    await gateway().start();
    await until(client, isKind('saved'));
    expect(gateway().text).toBe('# before during outage');
    expect(textIn(client)).toBe('# before during outage');
  });

  it('neither loses nor doubles an edit whose acknowledgement was lost', async () => {
    const client = await openLoaded();
    gateway().hold();
    const arrival = gateway().next('doc-update');
    type(client, 'once');
    await arrival;
    await gateway().kill();
    await until(client, isKind('offline'));
    type(client, ' more');
    await gateway().start();
    await until(client, isKind('saved'));
    expect(gateway().text).toBe('once more');
    expect(contentHash(client.doc)).toBe(contentHash(gateway().doc));
  });

  it('says offline, then saved, when a server that stopped answering comes back', async () => {
    const client = await openLoaded();
    gateway().mute();
    type(client, 'x');
    await until(client, isKind('offline'));
    expect(waitingIn(client.getSnapshot())).toBe(1);
    gateway().unmute();
    await until(client, isKind('saved'));
    expect(gateway().text).toBe('x');
  }, 15_000);

  it('tries again after a refusal that passes', async () => {
    const client = await openLoaded();
    gateway().refuseNext('doc-update', 'unexpected', 2);
    type(client, 'x');
    await until(client, isKind('saved'));
    expect(gateway().text).toBe('x');
  });

  it('loads anew without edits that the server never takes, and keeps a copy of them', async () => {
    const client = await openLoaded();
    type(client, 'kept ');
    await until(client, isKind('saved'));
    const docBefore = client.doc;
    gateway().refuseNext('doc-update', 'too-large');
    type(client, 'too much');
    const { setback } = await until(client, (snapshot) => snapshot.setback !== undefined);
    expect(setback?.files).toEqual([{ path: 'main.py', content: 'kept too much' }]);
    await until(client, (snapshot) => snapshot.isLoaded && snapshot.connection.kind === 'saved');
    expect(client.doc).not.toBe(docBefore);
    expect(textIn(client)).toBe('kept ');
    type(client, 'on');
    await until(client, isKind('saved'));
    expect(gateway().text).toBe('kept on');
  });

  it('asks for what it missed when a broadcast was lost', async () => {
    const [a, b] = await Promise.all([openLoaded('A'), openLoaded('B')]);
    gateway().dropBroadcasts(1);
    type(a, 'lost ');
    await until(a, isKind('saved'));
    type(a, 'seen');
    await untilText(b, 'lost seen');
    expect(contentHash(b.doc)).toBe(contentHash(gateway().doc));
  });

  it('repairs a deletion it missed, which no state vector shows', async () => {
    gateway().edit((doc) => textOf(doc, gateway().fileId)?.insert(0, 'abc'));
    const [a, b] = await Promise.all([openLoaded('A'), openLoaded('B')]);
    gateway().dropBroadcasts(1);
    textOf(a.doc, gateway().fileId)?.delete(0, 1);
    await until(a, isKind('saved'));
    expect(textIn(b)).toBe('abc');
    gateway().sendContentHash();
    await untilText(b, 'bc');
    expect(contentHash(b.doc)).toBe(contentHash(gateway().doc));
  });

  it('never merges documents of two epochs, and restores its copy only when told to', async () => {
    const client = await openLoaded();
    type(client, 'mine');
    await until(client, isKind('saved'));
    await gateway().kill();
    gateway().replaceDocument('epoch-2', 'theirs');
    await gateway().start();
    await until(client, isKind('epoch-changed'));
    expect(gateway().text).toBe('theirs');
    expect(client.copyFiles()).toEqual([{ path: 'main.py', content: 'mine' }]);
    client.restoreFromMyCopy();
    await until(client, (snapshot) => snapshot.isLoaded && snapshot.connection.kind === 'saved');
    expect(gateway().text).toBe('mine');
    expect(textIn(client)).toBe('mine');
  });

  it('goes on with its document where the server put the same history back, sends what waits, and says so', async () => {
    const client = await openLoaded();
    const { doc } = client;
    type(client, 'kept');
    await until(client, isKind('saved'));
    await gateway().kill();
    type(client, ' and more');
    gateway().restoredFrom = gateway().epoch;
    gateway().epoch = 'epoch-2';
    await gateway().start();
    await until(client, (snapshot) => snapshot.wasRestored && snapshot.connection.kind === 'saved');
    expect(client.doc).toBe(doc);
    expect(gateway().text).toBe(textIn(client));
    expect(textIn(client)).toContain('and more');
    client.dismissRestored();
    expect(client.getSnapshot().wasRestored).toBe(false);
  });

  it('takes the server’s text after a change of epoch when that is the choice', async () => {
    const client = await openLoaded();
    type(client, 'mine');
    await until(client, isKind('saved'));
    await gateway().kill();
    gateway().replaceDocument('epoch-2', 'theirs');
    await gateway().start();
    await until(client, isKind('epoch-changed'));
    client.takeServerCopy();
    await until(client, (snapshot) => snapshot.isLoaded && snapshot.connection.kind === 'saved');
    expect(textIn(client)).toBe('theirs');
    expect(gateway().text).toBe('theirs');
  });

  it('says in the last hour that the session will expire, until an edit has put that off', async () => {
    const client = await openLoaded();
    gateway().emit('session-expiring', inMinutes(50));
    expect(await until(client, ({ isExpiring }) => isExpiring)).toMatchObject({ isExpiring: true });
    gateway().emit('session-expiring', inMinutes(24 * 60));
    expect(await until(client, ({ isExpiring }) => !isExpiring)).toMatchObject({ isExpiring: false });
  });

  it('is gone when the session is deleted, and does not come back', async () => {
    const client = await openLoaded();
    gateway().emit('session-ended', { reason: 'deleted' });
    const { connection } = await until(client, isKind('gone'));
    expect(connection).toMatchObject({ problem: { code: 'session-gone' } });
    expect(gateway().joins).toHaveLength(1);
  });

  it('is refused with the reason, and joins when it asks again', async () => {
    gateway().refuseNext('join-session', 'wrong-password');
    const client = open();
    const { connection } = await until(client, isKind('refused'));
    expect(connection).toMatchObject({ problem: { code: 'wrong-password' } });
    client.connect({ password: 'right' });
    await until(client, isKind('saved'));
  });

  it('sends the edits that a closed tab of this browser left behind', async () => {
    const first = await openLoaded();
    gateway().hold();
    const arrival = gateway().next('doc-update');
    type(first, 'left behind');
    await arrival;
    first.close();
    await gateway().kill();
    await gateway().start();
    const second = await openLoaded();
    await untilText(second, 'left behind');
    await until(second, isKind('saved'));
    expect(gateway().text).toBe('left behind');
  });

  it('neither loses nor doubles what a dying server had shown to others but not stored', async () => {
    const [a, b] = await Promise.all([openLoaded('A'), openLoaded('B')]);
    gateway().loseStores(1);
    type(a, 'shown ');
    await untilText(b, 'shown ');
    await gateway().kill();
    await until(b, isKind('offline'));
    // Builds on an edit that the server does not have.
    type(b, 'and answered');
    await gateway().start();
    await Promise.all([until(a, isKind('saved')), until(b, isKind('saved'))]);
    await untilText(a, 'shown and answered');
    expect(gateway().text).toBe('shown and answered');
    expect(b.getSnapshot().setback).toBeUndefined();
  });

  it('gets everything through when what two wrote builds on each other and the server has none of it', async () => {
    const [a, b] = await Promise.all([openLoaded('A'), openLoaded('B')]);
    gateway().loseStores(4);
    let shown = '';
    for (const [writer, reader, word] of [
      [a, b, 'one '],
      [b, a, 'two '],
      [a, b, 'three '],
      [b, a, 'four'],
    ] as const) {
      type(writer, word);
      shown += word;
      await untilText(reader, shown);
    }
    await gateway().kill();
    await gateway().start();
    await Promise.all([until(a, isKind('saved')), until(b, isKind('saved'))]);
    expect(gateway().text).toBe('one two three four');
    expect([a, b].map((client) => client.getSnapshot().setback)).toEqual([undefined, undefined]);
  });

  it('sends more than fits into one message after a long time offline', async () => {
    const client = await openLoaded();
    await gateway().kill();
    await until(client, isKind('offline'));
    for (const letter of 'abcd') type(client, letter.repeat(100_000));
    await gateway().start();
    await until(client, isKind('saved'));
    expect(gateway().text).toHaveLength(400_000);
    expect(Math.max(...gateway().stored.map(({ byteLength }) => byteLength))).toBeLessThan(200_000);
  });

  it('shows the others where somebody is, once a moment and not at every movement', async () => {
    const [a, b] = await Promise.all([openLoaded('A'), openLoaded('B')]);
    const seen = new Promise<void>((resolve) => {
      b.awareness.on('change', () => {
        const cursor: unknown = b.awareness.getStates().get(a.awareness.clientID)?.['cursor'];
        if (cursor === 99) resolve();
      });
    });
    let messages = 0;
    b.awareness.on('update', () => messages++);
    for (let i = 0; i < 100; i++) a.awareness.setLocalStateField('cursor', i);
    await seen;
    expect(messages).toBeLessThan(4);
  });
});
