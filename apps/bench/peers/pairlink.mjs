// Pairlink's gateway as one more system of the side-by-side benchmark of collaborative text servers:
//   BENCH_SYSTEMS=<repo>/apps/bench/peers node run.mjs --systems y-websocket,floor-ws,pairlink --scenario a
// run in the folder of that benchmark. Needs a built gateway (`npx nx build gateway`).
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { io } from 'socket.io-client';
import { createMover } from './move-updates.mjs';

const GATEWAY = fileURLToPath(new URL('../../gateway/dist/main.js', import.meta.url));
const bench = (file) => import(pathToFileURL(path.join(process.cwd(), file)));
const { spawnNode, DATA, sleep } = await bench('lib/util.mjs');
const { editsIn, newDoc } = await bench('lib/yclient.mjs');
const { open } = await bench('lib/thin.mjs');
// The benchmark's own copy: two copies of Yjs do not know each other's types.
const Y = await bench('node_modules/yjs/dist/yjs.mjs');
const { inflateRawSync } = await import('node:zlib');

export const kind = 'yjs';

// Where the sessions of the run under way are kept; clients in other processes, and behind proxies, look here.
const current = path.join(DATA, 'pairlink-current');
const started = new Set();

/** Each port keeps its data when it is started again: scenario E kills the server and wants everything back. */
export const start = (port, options = {}) => startWith(port, options, {});

/** The same, with more settings of the gateway. */
export const startWith = (port, options, settings) => {
  const state = path.join(DATA, `pairlink-${options.env?.YPREFIX ?? port}`);
  if (!started.has(state)) fs.rmSync(state, { recursive: true, force: true });
  started.add(state);
  fs.mkdirSync(path.join(state, 'rooms'), { recursive: true });
  fs.writeFileSync(current, state);
  return spawnNode(GATEWAY, {
    port,
    env: {
      ...options.env,
      DATA_DIR: path.join(state, `data-${port}`),
      LOG_LEVEL: 'warn',
      RATE_CREATE_PER_MINUTE: '1000000',
      RATE_LOOKUP_PER_MINUTE: '1000000',
      ...settings,
    },
  });
};

/** The session that stands for a room; whoever comes first, in any process, creates it. */
async function sessionFor(port, room) {
  const file = path.join(fs.readFileSync(current, 'utf8'), 'rooms', room);
  try {
    fs.closeSync(fs.openSync(file, 'wx'));
    const response = await fetch(`http://127.0.0.1:${port}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ language: 'javascript', code: '' }),
    });
    if (response.status !== 201)
      throw new Error(`POST /api/sessions: ${response.status} ${await response.text()}`);
    fs.writeFileSync(file, (await response.json()).sessionId);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  for (;;) {
    const sessionId = fs.readFileSync(file, 'utf8');
    if (sessionId) return sessionId;
    await sleep(5);
  }
}

const bytesOf = (value) => (typeof value === 'string' ? Buffer.from(value, 'base64') : new Uint8Array(value));
const toWire = (bytes) => (bytes.length <= 4096 ? Buffer.from(bytes).toString('base64') : Buffer.from(bytes));
const textOf = (doc) => [...doc.getMap('files').values()][0]?.get('text');
const ask = (socket, event, payload) =>
  new Promise((resolve, reject) => {
    socket.emit(event, payload, (answer) =>
      answer.ok
        ? resolve(answer.value)
        : reject(new Error(`${event}: ${answer.problem.code} ${answer.problem.message}`)),
    );
  });

/* oxlint-disable unicorn/consistent-function-scoping, no-underscore-dangle -- what varies stands where it is used */

/** A client with a document. What it changes in one turn of its event loop is one message. */
export async function connect(room, name, { port, timeout }) {
  const session = await sessionFor(port, room);
  const doc = newDoc();
  const socket = io(`http://127.0.0.1:${port}`, {
    query: { session },
    auth: { participantSecret: randomBytes(16).toString('hex'), name: String(name).slice(0, 40) },
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 1000,
    randomizationFactor: 0.5,
    ...(timeout && { timeout }),
  });
  const remote = Symbol('remote');
  let isLive = false;
  let unsent = [];
  let isScheduled = false;
  let isClosed = false;

  const send = () => {
    isScheduled = false;
    if (!isLive || unsent.length === 0) return;
    const update = unsent.length === 1 ? unsent[0] : Y.mergeUpdates(unsent);
    unsent = [];
    // A refusal means that the server has gone back (it could not store): sync and send what it lacks.
    ask(socket, 'doc-update', toWire(update)).catch(() => sleep(200).then(() => !isClosed && sync()));
  };
  const sync = async () => {
    const reply = await ask(socket, 'doc-sync', {
      stateVector: toWire(Y.encodeStateVector(doc)),
      encoding: 'v2-deflate-raw',
    });
    Y.applyUpdateV2(doc, inflateRawSync(bytesOf(reply.update)), remote);
    unsent = [];
    isLive = true;
    const serverHas = Y.decodeStateVector(bytesOf(reply.stateVector));
    if (
      [...Y.decodeStateVector(Y.encodeStateVector(doc))].some(
        ([id, clock]) => clock > (serverHas.get(id) ?? 0),
      )
    ) {
      unsent.push(Y.encodeStateAsUpdate(doc, bytesOf(reply.stateVector)));
    } else if (hasJoinedBefore) unsent.push(Y.encodeStateAsUpdate(doc, bytesOf(reply.stateVector)));
    send();
  };
  let hasJoinedBefore = false;
  let ownId;
  const join = async () => {
    const { clientId } = await ask(socket, 'join-session', { mode: 'crdt' });
    doc.clientID = clientId;
    ownId = clientId;
    await sync();
    hasJoinedBefore = true;
  };
  doc.on('update', (update, origin) => {
    if (origin === remote) return;
    unsent.push(update);
    if (!isScheduled) {
      isScheduled = true;
      queueMicrotask(send);
    }
  });
  socket.on('doc-update', (update) => Y.applyUpdate(doc, bytesOf(update), remote));
  socket.on('disconnect', () => {
    isLive = false;
  });
  await new Promise((resolve, reject) => {
    socket.on('connect', () =>
      join().then(resolve, (error) => (hasJoinedBefore ? socket.disconnect().connect() : reject(error))),
    );
    socket.once('connect_error', (error) => error.data && reject(new Error(error.data.code)));
  });
  const text = textOf(doc);
  // Scenario C puts a history into `doc` that was made elsewhere: the same history goes into our text.
  const mirror = newDoc();
  const mover = createMover(Y);
  mirror.on('update', (update, origin) => {
    if (origin !== 'seed') return;
    Y.applyUpdate(doc, mover.move(update, { client: ownId, clock: 0, parent: text._item.id }), 'seed');
    // Yjs takes its own id in what is applied for a clash and draws another.
    doc.clientID = ownId;
  });
  return {
    doc: mirror,
    insert: (pos, s) => text.insert(pos, s),
    delete: (pos, length) => text.delete(pos, length),
    batch: (work) => doc.transact(work),
    text: () => text.toString(),
    length: () => text.length,
    onText: (callback) =>
      text.observe((event, { local }) => {
        if (!local)
          callback(event.delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join(''));
      }),
    close: () => {
      isClosed = true;
      socket.close();
      doc.destroy();
    },
  };
}

/** The protocol's bytes without a document: types one character after the other, and asks for every ack. */
export async function thin(room, { port, writer }, onEdit) {
  const session = await sessionFor(port, room);
  let answered = () => {};
  let connected;
  const ready = new Promise((resolve) => {
    connected = resolve;
  });
  const update = Buffer.from('42["doc-update","');
  const ws = await open(
    `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket&session=${session}`,
    (data, isBinary, socket) => {
      if (isBinary) return;
      if (data[0] === 0x32) socket.send('3');
      else if (data[0] === 0x30)
        socket.send(`40${JSON.stringify({ participantSecret: randomBytes(16).toString('hex') })}`);
      else if (data[1] === 0x30) connected();
      else if (data[1] === 0x33) answered(data);
      else if (data[1] === 0x32 && data.subarray(0, update.length).equals(update)) {
        const bytes = Buffer.from(data.toString('latin1', update.length, data.length - 2), 'base64');
        for (let left = editsIn(bytes); left > 0; left--) onEdit();
      }
    },
  );
  await ready;
  let id = 0;
  const call = (event, payload) =>
    new Promise((resolve, reject) => {
      answered = (data) => {
        const [answer] = JSON.parse(data.toString().replace(/^43\d+/, ''));
        answered = () => {};
        if (answer.ok) resolve(answer.value);
        else reject(new Error(`${event}: ${answer.problem.code}`));
      };
      ws.send(`42${id++}["${event}",${JSON.stringify(payload)}]`);
    });
  const { clientId } = await call('join-session', { mode: 'crdt' });
  if (!writer) return { send() {}, close: () => ws.close() };
  const reply = await call('doc-sync', 'AA==');
  const doc = newDoc();
  Y.applyUpdate(doc, bytesOf(reply.update));
  doc.clientID = clientId;
  const encode = typist(doc);
  return {
    send() {
      ws.send(`42${id++}["doc-update","${encode()}"]`);
    },
    close: () => ws.close(),
  };
}

/** The updates of somebody who types at the end of a text, without a document that grows with them. */
function typist(doc) {
  const updates = [];
  doc.on('update', (update) => updates.push(update));
  const text = textOf(doc);
  text.insert(text.length, 'a');
  const first = Buffer.from(updates[0]).toString('base64');
  const id = [];
  for (let rest = doc.clientID; ; rest = Math.floor(rest / 128)) {
    id.push(rest >= 128 ? (rest % 128) + 128 : rest);
    if (rest < 128) break;
  }
  const varUint = (n) =>
    n < 128
      ? [n]
      : n < 16_384
        ? [(n % 128) + 128, n >> 7]
        : [(n % 128) + 128, ((n >> 7) % 128) + 128, n >> 14];
  let clock = 0;
  return () => {
    if (clock++ === 0) return first;
    const at = clock - 1;
    const char = 97 + (at % 26);
    return Buffer.from([1, 1, ...id, ...varUint(at), 0x84, ...id, ...varUint(at - 1), 1, char, 0]).toString(
      'base64',
    );
  };
}

if (!fs.existsSync(GATEWAY)) {
  execFileSync('npx', ['nx', 'build', 'gateway'], { cwd: path.dirname(GATEWAY), stdio: 'inherit' });
}
