import 'fake-indexeddb/auto';
import { contentHash, textOf } from '@pairlink/collab';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { undoHistoryOf } from '../editor/undo-history.ts';
import { SessionClient } from './session-client.ts';
import { TinyGateway } from './tiny-gateway.ts';
import * as Y from 'yjs';

const WRITERS = 3;
const STEPS = 120;

let gateway = new TinyGateway();
let clients: SessionClient[] = [];

beforeEach(async () => {
  gateway = new TinyGateway();
  await gateway.start();
});

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await gateway.kill();
});

/** A small seeded generator (mulberry32): below `limit`, the same for the same seed. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

function open(number: number): Promise<SessionClient> {
  const identity = { participantSecret: String(number).repeat(32), name: `Writer ${number}` };
  const client = new SessionClient({ session: 'abcdefghijkm', identity, origin: gateway.origin });
  clients.push(client);
  client.connect();
  return untilSaved(client);
}

function untilSaved(client: SessionClient): Promise<SessionClient> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (client.getSnapshot().connection.kind !== 'saved') return;
      stop();
      resolve(client);
    };
    const stop = client.subscribe(look);
    look();
  });
}

/** Resolves when the client shows what the server has stored. */
function untilEqual(client: SessionClient): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (contentHash(client.doc) !== contentHash(gateway.doc)) return;
      client.doc.off('update', look);
      resolve();
    };
    client.doc.on('update', look);
    gateway.sendContentHash();
    look();
  });
}

/** Whether this tab reads "saved" while the server has not stored all that was written in it. */
function isLying(client: SessionClient): boolean {
  if (client.getSnapshot().connection.kind !== 'saved') return false;
  const { clientID, store } = client.doc;
  return Y.getState(gateway.doc.store, clientID) < Y.getState(store, clientID);
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function edit(client: SessionClient, random: (limit: number) => number, mark: string): void {
  const text = textOf(client.doc, gateway.fileId);
  if (!text) return;
  const { origin, manager } = undoHistoryOf(text);
  const at = random(text.length + 1);
  const kind = random(12);
  if (kind === 0) manager.undo();
  else if (kind === 1) manager.redo();
  else if (kind === 2 && at < text.length) client.doc.transact(() => text.delete(at, 1), origin);
  else client.doc.transact(() => text.insert(at, mark), origin);
}

it.each([1, 2, 3, 4, 5, 6])(
  'writers end with the server’s text when it dies, loses and forgets to tell (seed %i)',
  async (seed) => {
    const random = randomFrom(seed);
    const writers = await Promise.all(Array.from({ length: WRITERS }, (_, number) => open(number)));
    for (let step = 0; step < STEPS; step++) {
      const writer = writers[random(WRITERS)];
      if (writer) edit(writer, random, String.fromCharCode(97 + random(26)));
      expect(writers.filter(isLying)).toEqual([]);
      const fault = random(40);
      if (fault === 0) gateway.dropBroadcasts(1);
      if (fault === 1) {
        gateway.loseStores(1 + random(3));
        for (const one of writers) edit(one, random, '*');
        await nextTurn();
        await gateway.kill();
        for (const one of writers) edit(one, random, '#');
        await gateway.start();
      }
      if (random(3) === 0) await nextTurn();
    }
    await Promise.all(writers.map(untilSaved));
    await Promise.all(writers.map(untilEqual));
    const texts = writers.map((writer) => textOf(writer.doc, gateway.fileId)?.toString());
    expect(texts).toEqual(writers.map(() => gateway.text));
    expect(writers.map((writer) => writer.getSnapshot().setback)).toEqual(writers.map(() => undefined));
  },
  30_000,
);
