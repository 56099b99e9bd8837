import { contentHash, decodeBytes, encodeBytes, filesOf } from '@pairlink/collab';
import type { Answer, Bytes, ClientToServerEvents, ServerToClientEvents } from '@pairlink/protocol';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import * as Y from 'yjs';
import type { Random } from './random.ts';

const ACK_MS = 3000;
const REMOTE = Symbol('remote');

interface Token {
  readonly text: string;
  readonly client: number;
  readonly clock: number;
  isAcknowledged: boolean;
}

/**
 * A client as the web app has one: edits at any time, sends what it changed, takes nothing for saved before the
 * server says so, and after a reconnect exchanges state vectors. Every insertion is a token of its own, so that a
 * history can tell what was lost and what came twice.
 */
export class Replica {
  readonly doc = new Y.Doc();
  readonly tokens: Token[] = [];
  readonly deleted = new Set<string>();
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  #unsent: Uint8Array[] = [];
  #held: Bytes[] = [];
  #isSynced = false;
  #syncing: Promise<void> | undefined;
  /** Share of broadcasts that get lost, come twice, or come late. */
  faults = { drop: 0, repeat: 0, hold: 0 };

  constructor(
    url: string,
    sessionId: string,
    private readonly identity: { readonly name: string; readonly secret: string; readonly random: Random },
  ) {
    this.#socket = io(url, {
      query: { session: sessionId },
      auth: { participantSecret: identity.secret, name: identity.name },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 30,
      reconnectionDelayMax: 100,
    });
    this.#socket.on('connect', () => void this.#join());
    this.#socket.on('disconnect', () => {
      this.#isSynced = false;
    });
    this.#socket.on('doc-update', (update) => this.#hear(update));
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.#unsent.push(update);
    });
  }

  get text(): Y.Text | undefined {
    const [node] = filesOf(this.doc).values();
    const text = node?.get('text');
    return text instanceof Y.Text ? text : undefined;
  }

  get hash(): string {
    return contentHash(this.doc);
  }

  insert(token: string): void {
    const { text, doc } = this;
    if (!text) return;
    this.tokens.push({
      text: token,
      client: doc.clientID,
      clock: Y.getState(doc.store, doc.clientID),
      isAcknowledged: false,
    });
    // Between tokens, never inside one: a token that is torn apart cannot be found again.
    const gaps = [0, ...[...text.toString().matchAll(/;/g)].map(({ index }) => index + 1)];
    text.insert(gaps[this.identity.random.below(gaps.length)] ?? 0, token);
  }

  /** Deletes some token, whoever wrote it. */
  delete(): void {
    const found = [...(this.text?.toString().matchAll(/\w+;/g) ?? [])];
    const token = found[this.identity.random.below(found.length)];
    if (!token) return;
    this.deleted.add(token[0]);
    this.text?.delete(token.index, token[0].length);
  }

  /** Inserts and takes it back, as Ctrl+Z does. */
  insertAndUndo(token: string): void {
    const { text } = this;
    if (!text) return;
    const undo = new Y.UndoManager(text, { captureTimeout: 0 });
    this.insert(token);
    undo.undo();
    undo.destroy();
    this.deleted.add(token);
  }

  /** Sends what was changed since the last call as one message. */
  flush(): void {
    if (!this.#isSynced || this.#unsent.length === 0) return;
    const sent = this.tokens.filter(({ isAcknowledged }) => !isAcknowledged);
    const update = Y.mergeUpdates(this.#unsent);
    this.#unsent = [];
    this.#socket.timeout(ACK_MS).emit('doc-update', encodeBytes(update), (error, answer) => {
      if (error) return;
      if (answer.ok) for (const token of sent) token.isAcknowledged = true;
      else this.#isSynced = false;
    });
  }

  offline(): void {
    this.#isSynced = false;
    this.#socket.disconnect();
  }

  online(): void {
    this.#socket.connect();
  }

  /** Resolves when everything written here is acknowledged and everything of the others is here. */
  async heal(): Promise<void> {
    this.faults = { drop: 0, repeat: 0, hold: 0 };
    this.online();
    this.#held = [];
    for (;;) {
      try {
        await this.sync();
        if (this.tokens.every(({ isAcknowledged }) => isAcknowledged)) return;
      } catch {
        // The server is away, or went back: once more.
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }

  sync(): Promise<void> {
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  close(): void {
    this.#socket.disconnect();
    this.doc.destroy();
  }

  async #join(): Promise<void> {
    try {
      const { clientId } = valueOf(
        await this.#ask('join-session', { mode: 'crdt', name: this.identity.name }),
      );
      this.doc.clientID = clientId;
      await this.sync();
    } catch {
      // Gone again; the socket reconnects and this runs once more.
      this.#socket.disconnect().connect();
    }
  }

  async #sync(): Promise<void> {
    const reply = valueOf(await this.#ask('doc-sync', encodeBytes(Y.encodeStateVector(this.doc))));
    this.#apply(reply.update);
    this.#isSynced = true;
    const serverHas = decodeBytes(reply.stateVector) ?? new Uint8Array();
    const clocks = Y.decodeStateVector(serverHas);
    for (const token of this.tokens)
      if (token.clock < (clocks.get(token.client) ?? 0)) token.isAcknowledged = true;
    this.#unsent = [];
    const sent = this.tokens.filter(({ isAcknowledged }) => !isAcknowledged);
    const rest = Y.encodeStateAsUpdate(this.doc, serverHas);
    valueOf(await this.#ask('doc-update', encodeBytes(rest)));
    for (const token of sent) token.isAcknowledged = true;
  }

  #hear(update: Bytes): void {
    const { random } = this.identity;
    if (random.chance(this.faults.drop)) return;
    if (random.chance(this.faults.hold)) {
      this.#held.push(update);
      return;
    }
    this.#apply(update);
    if (random.chance(this.faults.repeat)) this.#apply(update);
    for (const late of this.#held.splice(0)) this.#apply(late);
  }

  #apply(update: Bytes): void {
    const bytes = decodeBytes(update);
    if (bytes) Y.applyUpdate(this.doc, bytes, REMOTE);
  }

  async #ask<E extends 'join-session' | 'doc-sync' | 'doc-update'>(
    event: E,
    payload: Parameters<ClientToServerEvents[E]>[0],
  ): Promise<AnswerOf<E>> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types of Socket.io lose the answer's
    return (await (this.#socket as Socket).timeout(ACK_MS).emitWithAck(event, payload)) as AnswerOf<E>;
  }
}

type AnswerOf<E extends keyof ClientToServerEvents> = Parameters<Parameters<ClientToServerEvents[E]>[1]>[0];

function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(answer.problem.code);
}
