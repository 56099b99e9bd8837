import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { io } from 'socket.io-client';
import * as Y from 'yjs';

/**
 * @typedef {import('socket.io-client').Socket<
 *   import('@pairlink/protocol').ServerToClientEvents, import('@pairlink/protocol').ClientToServerEvents
 * >} SessionSocket
 */

/**
 * What was changed without anything from others in between. Only that becomes one message: when a deployment dies
 * before it has stored what people saw of each other, two large messages could wait for each other for ever.
 * @typedef {{ readonly update: Uint8Array, readonly run: number }} Edit
 */

const REMOTE = Symbol('remote');
/** Bytes go as base64 text up to here, as an attachment above. Source: the wire's contract. */
const BASE64_UP_TO_BYTES = 4096;
/** No answer for so long means that the deployment hangs: as in the web app. */
const ANSWER_MS = 3000;
const RETRY_MS = 200;

/** Bytes as they came: base64, or an attachment. */
const fromWire = (/** @type {import('@pairlink/protocol').Bytes} */ value) =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : new Uint8Array(value);
const toWire = (/** @type {Uint8Array} */ bytes) =>
  bytes.length <= BASE64_UP_TO_BYTES ? Buffer.from(bytes).toString('base64') : Buffer.from(bytes);

/**
 * Somebody with the session's document, over the real wire: the client of scripts and of this load generator. What is
 * changed in one turn of the event loop is one message; what is not acknowledged is kept and sent again after every
 * reconnect.
 */
export class Person {
  doc = new Y.Doc();
  /** From the message to its acknowledgement, ms. */
  ackMs = /** @type {number[]} */ ([]);
  /** Acknowledgements, whatever they took. */
  acks = 0;
  /** Connections that ended without having been closed here. */
  disconnects = 0;
  /** When the connection was last lost, and the document last came in step. */
  lostAt = 0;
  liveAt = 0;
  /** When each acknowledgement arrived. */
  ackedAt = /** @type {number[]} */ ([]);
  /** @type {SessionSocket} */
  #socket;
  #isLive = false;
  #isScheduled = false;
  /** Changes that no message carries yet. */
  #unsent = /** @type {Edit[]} */ ([]);
  /**
   * Messages that are not acknowledged.
   * @type {Set<Edit>}
   */
  #inFlight = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Counts what comes from others. */
  #run = 0;

  /**
   * Resolves when the document is here.
   * @param {string} address
   * @param {{ sessionId: string, name?: string }} session
   */
  static async join(address, session) {
    const person = new Person(address, session);
    await person.#joined();
    return person;
  }

  /**
   * @param {string} address
   * @param {{ sessionId: string, name?: string }} session
   */
  constructor(address, { sessionId, name = 'Load' }) {
    const url = new URL(address);
    this.#socket = io(url.origin, {
      path: `${url.pathname.replace(/\/$/, '')}/socket.io`,
      query: { session: sessionId },
      auth: { participantSecret: randomBytes(16).toString('hex'), name },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 3000,
      randomizationFactor: 0.5,
    });
    this.#socket.on('doc-update', (update) => {
      this.#run++;
      Y.applyUpdate(this.doc, fromWire(update), REMOTE);
    });
    this.#socket.on('disconnect', (reason) => {
      this.#isLive = false;
      this.lostAt = performance.now();
      if (reason !== 'io client disconnect') this.disconnects++;
      if (reason === 'io server disconnect') this.#comeBack();
    });
    this.doc.on('update', (update, origin) => {
      if (origin === REMOTE) return;
      this.#unsent.push({ update, run: this.#run });
      if (this.#isScheduled) return;
      this.#isScheduled = true;
      queueMicrotask(() => this.#send());
    });
  }

  /** The text of the session's first file. */
  get text() {
    const [file] = this.doc.getMap('files').values();
    const text = file instanceof Y.Map ? file.get('text') : undefined;
    if (!(text instanceof Y.Text)) throw new Error('The session has no file with text.');
    return text;
  }

  /** Whether everything changed here is acknowledged. */
  get isSaved() {
    return this.#unsent.length === 0 && this.#inFlight.size === 0;
  }

  /** Calls `onText` with what others insert. */
  watch(/** @type {(text: string) => void} */ onText) {
    this.text.observe(({ delta }, { local }) => {
      if (local) return;
      for (const { insert } of delta) if (typeof insert === 'string') onText(insert);
    });
  }

  /** Resolves when everything changed here is acknowledged. */
  async saved() {
    while (!this.isSaved) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Ends the connection the hard way; the socket comes back by itself. */
  cut() {
    this.#socket.io.engine.close();
  }

  close() {
    clearTimeout(this.#timer);
    this.#socket.off().close();
    this.doc.destroy();
  }

  /** Socket.io leaves closed what the deployment closed or refused: it moves people, or its store is away. */
  #comeBack() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#socket.connect(), RETRY_MS * (0.5 + Math.random()));
  }

  get #ask() {
    return this.#socket.timeout(ANSWER_MS);
  }

  async #joined() {
    await new Promise((resolve, reject) => {
      this.#socket.on('connect', () => {
        this.#join().then(resolve, (error) => {
          // Once in, joining is tried again until it succeeds.
          if (this.liveAt > 0) this.cut();
          else reject(error);
        });
      });
      // Without `data` the way there failed, and is tried again; with it the deployment has refused.
      this.#socket.on('connect_error', (/** @type {Error & { data?: unknown }} */ error) => {
        if (error.data === undefined) return;
        if (this.liveAt > 0) this.#comeBack();
        else reject(error);
      });
    });
  }

  async #join() {
    const { clientId } = valueOf(await this.#ask.emitWithAck('join-session', { mode: 'crdt' }));
    this.doc.clientID = clientId;
    const stateVector = toWire(Y.encodeStateVector(this.doc));
    const reply = valueOf(
      await this.#ask.emitWithAck('doc-sync', { stateVector, encoding: 'v2-deflate-raw' }),
    );
    const update = fromWire(reply.update);
    if (reply.encoding === 'v2-deflate-raw') Y.applyUpdateV2(this.doc, inflateRawSync(update), REMOTE);
    else Y.applyUpdate(this.doc, update, REMOTE);
    this.#run++;
    this.#unsent.unshift(...this.#inFlight);
    this.#inFlight.clear();
    this.#isLive = true;
    this.liveAt = performance.now();
    this.#send();
  }

  #send() {
    this.#isScheduled = false;
    for (let [first] = this.#unsent; this.#isLive && first; [first] = this.#unsent) {
      const { run } = first;
      const next = this.#unsent.findIndex((edit) => edit.run !== run);
      const edits = this.#unsent.splice(0, next < 0 ? this.#unsent.length : next);
      this.#emit(
        edits.length === 1 ? first : { update: Y.mergeUpdates(edits.map((one) => one.update)), run },
      );
    }
  }

  #emit(/** @type {Edit} */ edit) {
    this.#inFlight.add(edit);
    const sentAt = performance.now();
    const { id } = this.#socket;
    this.#ask.emit('doc-update', toWire(edit.update), (error, answer) => {
      if (id !== this.#socket.id) return;
      if (error || !answer.ok) {
        // The deployment hangs, or could not store it: it stays ours, and the next join sends it again.
        this.cut();
        return;
      }
      this.#inFlight.delete(edit);
      this.acks++;
      const now = performance.now();
      this.ackedAt.push(now);
      this.ackMs.push(now - sentAt);
    });
  }
}

/**
 * @template T
 * @param {import('@pairlink/protocol').Answer<T>} answer
 * @returns {T}
 */
function valueOf(answer) {
  if (answer.ok) return answer.value;
  throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
}
