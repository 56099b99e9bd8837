import { filesOf, metaOf } from '@pairlink/collab';
import { get } from 'node:http';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { TestGateway } from './testing/test-gateway.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import { TestClient } from './testing/test-client.ts';

// The rows "Transport" and "Yjs" of the table of bad input. After each of them the process, the document and the
// log are as they were, and a bystander's edit is acknowledged. How long it waited is for people to read, with
// `FIGURES=1`: 250 ms are the aim, and a busy machine takes them for itself.

const anyText: unknown = expect.any(String);
const waitsMs = new Map<string, number>();
const CLOSE_FRAME = 0x88;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(async () => {
  await gateway.stop();
  if (process.env['FIGURES']) {
    const slowest = [...waitsMs].toSorted(([, a], [, b]) => b - a).slice(0, 10);
    for (const [name, ms] of slowest) process.stdout.write(`${ms.toFixed(0).padStart(6)} ms  ${name}\n`);
  }
});

interface Scene {
  readonly sessionId: string;
  readonly watchId: string;
  readonly bystander: TestClient;
  readonly attacker: TestClient;
}

/** Lets `attack` happen in a session with a bystander, and checks that nothing came of it. */
async function survive(attack: (scene: Scene) => Promise<unknown>): Promise<void> {
  const { sessionId, record } = await gateway.createSession();
  const bystander = await TestClient.join(gateway.url, { session: sessionId, name: 'Bystander' });
  const attacker = await TestClient.join(gateway.url, { session: sessionId, name: 'Attacker' });
  const before = await gateway.store.load(sessionId);
  await attack({ sessionId, watchId: record.watchId, bystander, attacker });
  expect(await gateway.store.load(sessionId)).toEqual(before);
  expect(bystander.text.toString()).toBe('print(1)\n');
  const startedAt = performance.now();
  await bystander.type(0, 'still here ');
  const { currentTestName = '' } = expect.getState();
  waitsMs.set(currentTestName, performance.now() - startedAt);
  const fresh = await TestClient.join(gateway.url, { session: sessionId });
  expect(fresh.text.toString()).toBe('still here print(1)\n');
  for (const client of [bystander, attacker, fresh]) client.close();
}

const problem = (code: string): unknown => ({
  ok: false,
  problem: { code, message: anyText },
});

const engineOf = (client: TestClient): { write(packet: string): void } => client.socket.io.engine;

/** Status and body of an Engine.IO request. */
async function poll(
  query: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const response = await fetch(`${gateway.url}/socket.io/?${query}`, { headers });
  return { status: response.status, body: await response.text() };
}

describe('a hostile handshake is refused', () => {
  it.each([
    ['a foreign origin', 'https://evil.example'],
    ['an opaque origin', 'null'],
    ['an origin that begins like ours', 'http://127.0.0.1.evil.example'],
  ])('from %s', async (_, origin) => {
    await survive(async ({ sessionId }) => {
      const query = `EIO=4&transport=polling&session=${sessionId}`;
      expect((await poll(query, { origin })).status).toBe(403);
      const connecting = TestClient.connect(gateway.url, { session: sessionId, origin });
      await expect(connecting).rejects.toThrow('websocket error');
    });
  });

  it.each([
    ['another version of the protocol', 'EIO=3&transport=polling', 'Unsupported protocol version'],
    ['an unknown transport', 'EIO=4&transport=carrier-pigeon', 'Transport unknown'],
    ['an unknown connection id', 'EIO=4&transport=polling&sid=nobody', 'Session ID unknown'],
  ])('with %s', async (_, query, message) => {
    await survive(async () => {
      const { status, body } = await poll(query);
      expect([status, JSON.parse(body)]).toMatchObject([400, { message }]);
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a session that does not exist', { session: '23456789ABCD' }, 'session-not-found'],
    ['an id that is none', { session: '__proto__' }, 'session-not-found'],
    ['no session', { session: '' }, 'session-not-found'],
    ['a secret that is none', { auth: { participantSecret: 'me' } }, 'invalid-payload'],
    ['a name of 300 characters', { auth: { name: 'x'.repeat(300) } }, 'invalid-payload'],
    ['a name that turns the text around', { auth: { name: 'a\u202eb' } }, 'invalid-payload'],
    ['a host token that is an object', { auth: { hostToken: { length: 1e9 } } }, 'invalid-payload'],
    ['an unknown field', { auth: { isAdmin: true } }, 'invalid-payload'],
  ])('with %s', async (_, change, code) => {
    await survive(async ({ sessionId }) => {
      const connecting = TestClient.connect(gateway.url, { session: sessionId, ...change });
      await expect(connecting).rejects.toMatchObject({
        data: { code, message: anyText },
      });
    });
  });

  it('without a CONNECT packet within five seconds', async () => {
    await survive(async ({ sessionId }) => {
      const isClosed = new Promise<boolean>((resolve) => {
        const path = `/socket.io/?EIO=4&transport=websocket&session=${sessionId}`;
        const headers = {
          connection: 'upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        };
        get({ port: gateway.port, host: '127.0.0.1', path, headers }).on('upgrade', (_, socket) => {
          // A close frame; this client does not answer it.
          socket.on('data', (data: Buffer) => {
            if (data.includes(CLOSE_FRAME)) resolve(true);
          });
        });
      });
      expect(await isClosed).toBe(true);
    });
  });
});

describe('hostile packets', () => {
  it.each([
    ['garbage', 'x'],
    ['a packet type that does not exist', '49'],
    ['broken JSON', '42["doc-update"'],
    ['an event that is no list', '42{"a":1}'],
    ['an event whose name is an object', '42[{}]'],
    ['a reserved event', '42["disconnect"]'],
    ['too many attachments', '4599999-["doc-update",{"_placeholder":true,"num":0}]'],
  ])('close the socket when they are %s', async (_, packet) => {
    await survive(async ({ attacker }) => {
      const closed = attacker.closed();
      engineOf(attacker).write(packet.slice(1));
      if (!packet.startsWith('4')) engineOf(attacker).write('x');
      expect(await closed).toMatchObject({ reason: 'transport close' });
    });
  });

  it('close the socket when announced attachments do not come', async () => {
    await survive(async ({ attacker }) => {
      const closed = attacker.closed();
      engineOf(attacker).write('51-["doc-update",{"_placeholder":true,"num":0}]');
      engineOf(attacker).write('2["typing",{"isTyping":true}]');
      expect(await closed).toMatchObject({ reason: 'transport close' });
    });
  });

  it('close the socket when they are over the limit', async () => {
    await survive(async ({ attacker }) => {
      const closed = attacker.closed();
      engineOf(attacker).write(`2["doc-update","${'A'.repeat(2_000_000)}"]`);
      expect(await closed).toMatchObject({ reason: 'transport close' });
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'error', 'no-such-event'])(
    'are answered when they name the event %s',
    async (event) => {
      await survive(async ({ attacker }) => {
        expect(await attacker.raw(event, { a: 1 })).toEqual(problem('invalid-payload'));
      });
    },
  );

  it('are answered when they are nested 100,000 deep', async () => {
    await survive(async ({ attacker }) => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      const answer = new Promise((resolve) => {
        attacker.socket.io.engine.on('data', (data: string) => {
          if (typeof data === 'string' && data.startsWith('3777')) resolve(JSON.parse(data.slice(4)));
        });
      });
      engineOf(attacker).write(`2777["typing",{"isTyping":${deep}}]`);
      expect(await answer).toEqual([problem('invalid-payload')]);
    });
  });

  it('for a thousand unknown namespaces change nothing', async () => {
    await survive(async ({ attacker }) => {
      for (let i = 0; i < 1000; i++) engineOf(attacker).write(`0/n${i},`);
      expect(await attacker.ask('typing', { isTyping: true })).toEqual({ ok: true, value: null });
    });
  });

  it('to join twice, or another session, are refused', async () => {
    await survive(async ({ attacker, sessionId }) => {
      expect(await attacker.raw('join-session', { mode: 'crdt' })).toEqual(problem('not-allowed'));
      const other = await TestClient.connect(gateway.url, { session: sessionId });
      const elsewhere = { mode: 'crdt', sessionId: '23456789ABCD' };
      expect(await other.raw('join-session', elsewhere)).toEqual(problem('invalid-payload'));
      other.close();
    });
  });

  it('before joining are refused', async () => {
    await survive(async ({ sessionId }) => {
      const early = await TestClient.connect(gateway.url, { session: sessionId });
      expect(await early.raw('doc-update', 'AAA=')).toEqual(problem('not-joined'));
      expect(await early.raw('doc-sync', 'AA==')).toEqual(problem('not-joined'));
      expect(await early.raw('run-start', { language: 'python', entry: 'main.py' })).toEqual(
        problem('not-joined'),
      );
      early.close();
    });
  });

  it('are handled without an acknowledgement, too', async () => {
    const { sessionId } = await gateway.createSession();
    const ada = await TestClient.join(gateway.url, { session: sessionId });
    const bo = await TestClient.join(gateway.url, { session: sessionId });
    const typing = bo.next('typing');
    engineOf(ada).write('2["typing",{"isTyping":true}]');
    expect(await typing).toMatchObject({ isTyping: true });
    ada.close();
    bo.close();
  });

  it('close the socket, with a reason, at the third in a minute', async () => {
    await survive(async ({ attacker }) => {
      const closed = attacker.closed();
      const answers = await Promise.all([1, 2, 3].map(() => attacker.raw('typing', { isTyping: 'yes' })));
      expect(answers).toEqual([1, 2, 3].map(() => problem('invalid-payload')));
      expect(await closed).toMatchObject({
        reason: 'transport close',
        description: { code: 1008, reason: 'protocol errors: typing' },
      });
    });
  });
});

/** An update the attacker makes on their replica, by `edit`, under `clientId` or their own. */
function forge(
  attacker: TestClient,
  edit: (doc: Y.Doc, text: Y.Text) => unknown,
  clientId?: number,
): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(attacker.doc));
  doc.clientID = clientId ?? attacker.doc.clientID;
  const before = Y.encodeStateVector(doc);
  const [node] = filesOf(doc).values();
  const text = node?.get('text');
  if (text instanceof Y.Text) edit(doc, text);
  return Y.encodeStateAsUpdate(doc, before);
}

type Part = number | 'me';

/** Bytes of an update that Yjs would not write; `me` stands for the attacker's client id. */
function bytesOf(...lists: readonly (Part | readonly Part[])[]): (attacker: TestClient) => Uint8Array {
  return ({ doc }) => {
    const encoder = encoding.createEncoder();
    for (const part of lists.flat()) encoding.writeVarUint(encoder, part === 'me' ? doc.clientID : part);
    return encoding.toUint8Array(encoder);
  };
}

describe('hostile updates are refused', () => {
  it.each<[string, (scene: Scene) => Uint8Array]>([
    [
      'new text under the client id of somebody else',
      ({ attacker, bystander }) => forge(attacker, (_, text) => text.insert(0, 'x'), bystander.doc.clientID),
    ],
    [
      'new text under a client id that nobody got',
      ({ attacker }) => forge(attacker, (_, text) => text.insert(0, 'x'), 4711),
    ],
    ['a gap', ({ attacker }) => bytesOf(1, 1, 'me', 5, 0x84, 'me', 4, 1, 0x61, 0)(attacker)],
    ['a clock of 2^31', ({ attacker }) => bytesOf(1, 1, 'me', 2 ** 31, 0x84, 'me', 4, 1, 0x61, 0)(attacker)],
    [
      'a clock of 2^53',
      ({ attacker }) => bytesOf(1, 1, 'me', Number.MAX_SAFE_INTEGER, 0x84, 'me', 4, 1, 0x61, 0)(attacker),
    ],
    ['a client id of 2^32', ({ attacker }) => bytesOf(1, 1, 2 ** 32, 0, 0x84, 'me', 4, 1, 0x61, 0)(attacker)],
    ['a skip', ({ attacker }) => bytesOf(1, 1, 'me', 0, 10, 5, 0)(attacker)],
    ['an unknown parent', ({ attacker }) => bytesOf(1, 1, 'me', 0, 4, 0, 99, 99, 1, 0x61, 0)(attacker)],
    ['an unknown root', ({ attacker }) => forge(attacker, (doc) => doc.getText('other').insert(0, 'x'))],
    ['an embed in a text', ({ attacker }) => forge(attacker, (_, text) => text.insertEmbed(0, { a: 1 }))],
    ['a type in a text', ({ attacker }) => forge(attacker, (_, text) => text.insertEmbed(0, new Y.Array()))],
    [
      'a list among the files',
      ({ attacker }) => forge(attacker, (doc) => doc.getMap('files').set('x', new Y.Array())),
    ],
    [
      'a deeply nested value',
      ({ attacker }) =>
        forge(attacker, (doc) =>
          doc.getMap('meta').set('title', JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)),
        ),
    ],
    [
      '5,000 nested types',
      ({ attacker }) =>
        forge(attacker, (doc) => {
          let map: Y.Map<unknown> = doc.getMap('files');
          // One transaction: a client that is busy for longer than its heartbeat allows loses its connection.
          doc.transact(() => {
            for (let i = 0; i < 5000; i++) {
              const inner = new Y.Map<unknown>();
              map.set('x', inner);
              map = inner;
            }
          });
        }),
    ],
    ['a count of 30 million in seven bytes', ({ attacker }) => bytesOf(1, 30_000_000, 1, 0)(attacker)],
    [
      'a run of 30 million in a few bytes',
      ({ attacker }) => bytesOf(1, 1, 'me', 0, 0, 30_000_000, 0)(attacker),
    ],
    ['a delete of what does not exist', ({ attacker }) => bytesOf(0, 1, 99, 1, 0, 1)(attacker)],
    [
      '50,000 alternating deletes of what does not exist',
      ({ attacker }) =>
        bytesOf(0, 1, 'me', 50_000, Array.from({ length: 50_000 }, (_, i) => [i * 2, 1]).flat())(attacker),
    ],
    [
      '100,000 client ids',
      ({ attacker }) =>
        bytesOf(0, 100_000, Array.from({ length: 100_000 }, (_, i) => [i + 1, 1, 0, 1]).flat())(attacker),
    ],
    [
      'an update cut off',
      ({ attacker }) => forge(attacker, (_, text) => text.insert(0, 'hello')).subarray(0, 9),
    ],
    [
      'the other encoding',
      ({ attacker }) => Y.convertUpdateFormatV1ToV2(forge(attacker, (_, text) => text.insert(0, 'hello'))),
    ],
    ['nothing', () => new Uint8Array()],
    [
      'a title over its length',
      ({ attacker }) => forge(attacker, (doc) => metaOf(doc).set('title', 'x'.repeat(500))),
    ],
  ])('%s', async (_, make) => {
    await survive(async (scene) => {
      const update = make(scene);
      expect(await scene.attacker.raw('doc-update', Buffer.from(update))).toEqual(
        problem('malformed-update'),
      );
      expect(await scene.attacker.raw('doc-update', Buffer.from(update).toString('base64'))).toEqual(
        problem('malformed-update'),
      );
    });
  });

  it.each<[string, unknown]>([
    ['text that is not base64', 'héllo'],
    ['an object', { a: 1 }],
    ['something that claims a length', { length: 1e9 }],
    ['a number', 7],
    ['null', null],
  ])('%s', async (_, payload) => {
    await survive(async ({ attacker }) => {
      expect(await attacker.raw('doc-update', payload)).toEqual(problem('invalid-payload'));
      expect(await attacker.raw('doc-sync', payload)).toEqual(problem('invalid-payload'));
    });
  });

  it('an update over its limit', async () => {
    await survive(async ({ attacker }) => {
      const update = forge(attacker, (_, text) => text.insert(0, 'x'.repeat(1024 * 1024)));
      expect(await attacker.raw('doc-update', Buffer.from(update))).toEqual(problem('too-large'));
    });
  });

  it('a state vector that is too long', async () => {
    await survive(async ({ attacker }) => {
      expect(await attacker.raw('doc-sync', Buffer.alloc(300_000, 1))).toEqual(problem('too-large'));
    });
  });

  it('a hundred syncs at once: most of them', async () => {
    await survive(async ({ attacker }) => {
      const answers = await Promise.all(Array.from({ length: 100 }, () => attacker.raw('doc-sync', 'AA==')));
      expect(
        answers.filter((answer) => JSON.stringify(answer).includes('rate-limited')).length,
      ).toBeGreaterThan(70);
    });
  });

  it('of a watcher, as every other write', async () => {
    await survive(async ({ watchId, attacker }) => {
      const watcher = await TestClient.join(gateway.url, { session: watchId });
      expect(watcher.joined).toMatchObject({ role: 'viewer' });
      expect(watcher.joined).not.toHaveProperty('sessionId');
      const update = forge(attacker, (_, text) => text.insert(0, 'x'), watcher.doc.clientID);
      const events: [string, unknown][] = [
        ['doc-update', Buffer.from(update)],
        ['code-change', { code: 'x' }],
        ['language-change', { language: 'javascript' }],
        ['title-change', { title: 'x' }],
        ['run-start', { language: 'python', entry: 'main.py' }],
        ['run-output', { runId: 'x', chunks: [] }],
        ['run-end', { runId: 'x', result: { kind: 'stopped', durationMs: 1 } }],
        ['run-input-request', { runId: 'x', prompt: '' }],
        ['run-input', { runId: 'x', text: '' }],
      ];
      for (const [event, payload] of events) {
        expect([event, await watcher.raw(event, payload)]).toEqual([event, problem('not-allowed')]);
      }
      watcher.close();
    });
  });

  it('in a locked session, unless they are the host’s', async () => {
    const { sessionId, hostToken } = await gateway.createSession({ patch: { isLocked: true } });
    const guest = await TestClient.join(gateway.url, { session: sessionId });
    guest.text.insert(0, 'x');
    expect(await guest.flush()).toEqual(problem('session-locked'));
    const host = await TestClient.join(gateway.url, { session: sessionId, auth: { hostToken } });
    expect(host.joined).toMatchObject({ role: 'host', isLocked: true });
    await host.type(0, 'y');
    guest.close();
    host.close();
  });

  it('after the session has ended', async () => {
    const { sessionId } = await gateway.createSession();
    const ada = await TestClient.join(gateway.url, { session: sessionId });
    const ended = ada.next('session-ended');
    const closed = ada.closed();
    await gateway.store.remove(sessionId, 'deleted');
    await gateway.live.end(sessionId, 'deleted');
    expect(await ended).toEqual({ reason: 'deleted' });
    await closed;
    const again = TestClient.connect(gateway.url, { session: sessionId });
    await expect(again).rejects.toMatchObject({ data: { code: 'session-gone' } });
    ada.close();
  });
});

function presence(clientIds: readonly number[], json: string): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, clientIds.length);
  for (const clientId of clientIds) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, json);
  }
  return Buffer.from(encoding.toUint8Array(encoder));
}

describe('hostile presence is refused', () => {
  it.each<[string, (scene: Scene) => Buffer]>([
    ['for the client id of somebody else', ({ bystander }) => presence([bystander.doc.clientID], '{}')],
    [
      'of 10,000 tabs at once',
      () =>
        presence(
          Array.from({ length: 10_000 }, (_, i) => i),
          '{}',
        ),
    ],
    [
      'of a megabyte',
      ({ attacker }) => presence([attacker.doc.clientID], `{"a":"${'x'.repeat(1_000_000)}"}`),
    ],
    ['that is not JSON', ({ attacker }) => presence([attacker.doc.clientID], '{')],
    ['that is a list', ({ attacker }) => presence([attacker.doc.clientID], '[]')],
    ['that is cut off', ({ attacker }) => presence([attacker.doc.clientID], '{}').subarray(0, 3)],
  ])('%s', async (_, make) => {
    await survive(async (scene) => {
      expect(await scene.attacker.raw('awareness', make(scene))).toEqual(problem('invalid-payload'));
    });
  });

  it('gets the identity that the server knows, whatever it claims', async () => {
    const { sessionId } = await gateway.createSession();
    const ada = await TestClient.join(gateway.url, { session: sessionId, name: 'Ada' });
    const bo = await TestClient.join(gateway.url, { session: sessionId, name: 'Bo' });
    const shown = bo.next('awareness');
    await ada.raw('awareness', presence([ada.doc.clientID], '{"user":{"name":"Bo"},"cursor":1}'));
    const text = Buffer.from(String(await shown), 'base64').toString();
    expect(text).toContain('"name":"Ada"');
    expect(text).toContain('"cursor":1');
    ada.close();
    bo.close();
  });
});

describe('names', () => {
  it.each([['x'.repeat(41)], ['a\u202eb'], ['a\u0000b'], ['\ud800'], [''], ['   ']])(
    'are refused when they are %j',
    async (name) => {
      await survive(async ({ attacker }) => {
        expect(await attacker.raw('name-change', { name })).toEqual(problem('invalid-payload'));
      });
    },
  );

  it('may hold what HTML would take for a tag: nobody reads them as HTML', async () => {
    await survive(async ({ attacker }) => {
      expect(await attacker.raw('name-change', { name: '<b>Ada</b>' })).toEqual({ ok: true, value: null });
    });
  });
});

describe('too many updates', () => {
  it('are refused at 5,000 a second, and taken at 200', async () => {
    const { sessionId } = await gateway.createSession();
    const client = await TestClient.join(gateway.url, { session: sessionId });
    const burst = async (count: number): Promise<number> => {
      const answers = Array.from({ length: count }, () => client.raw('typing', { isTyping: true }));
      const texts = (await Promise.all(answers)).map((answer) => JSON.stringify(answer));
      return texts.filter((text) => text.includes('rate-limited')).length;
    };
    expect(await burst(200)).toBe(0);
    const startedAt = performance.now();
    const refused = await burst(10_000);
    // 3,000 at once and 1,000 a second; not one more.
    expect(10_000 - refused).toBeLessThanOrEqual(3000 + performance.now() - startedAt + 1);
    client.close();
  });
});
