import {
  contentHash,
  decodeBytes,
  encodeBytes,
  filesOf,
  metaOf,
  seedDocument,
  textOf,
} from '@pairlink/collab';
import type {
  Answer,
  Bytes,
  ClientEvent,
  DocSyncReply,
  DocSyncRequest,
  JoinReply,
  ProblemCode,
} from '@pairlink/protocol';
import { accept, DEFAULT_LIMITS, refuse } from '@pairlink/protocol';
import { Server } from 'socket.io';
import * as Y from 'yjs';
import type { PayloadOf } from './ask.ts';

type Ack = (answer: Answer<unknown>) => void;

interface ServerSocket {
  on<E extends ClientEvent>(event: E, listener: (payload: PayloadOf<E>, ack: Ack) => void): void;
  emit(event: string, payload: unknown): void;
  readonly broadcast: { emit(event: string, payload: unknown): void };
  readonly handshake: { readonly auth: { readonly participantSecret?: string; readonly name?: string } };
}

/** Answered, and passed on as they are. */
const RELAYED: readonly ClientEvent[] = ['awareness', 'typing', 'run-output', 'run-end', 'leave-session'];

/**
 * The far edge in tests of the client: a real Socket.io server on a port of its own that speaks as much of the wire
 * as the client needs, stores in memory, and misbehaves on request. The real gateway meets the client in web-e2e.
 */
export class TinyGateway {
  doc = new Y.Doc();
  epoch = 'epoch-1';
  restoredFrom: string | undefined;
  readonly joins: number[] = [];
  /** Updates that were stored, as they came. */
  readonly stored: Uint8Array[] = [];
  readonly #waiters: { event: string; resolve: () => void }[] = [];
  #io: Server | undefined;
  #port = 0;
  #held: (() => void)[] | undefined;
  #refusals: { event: string; code: ProblemCode }[] = [];
  #isMute = false;
  #broadcastsToDrop = 0;
  #storesToLose = 0;
  /** Yjs client id to the secret of the participant it was issued to. */
  readonly #owners = new Map<number, string>();

  constructor() {
    seedDocument(this.doc, { title: 'Test', language: 'python', files: [{ path: 'main.py', content: '' }] });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get fileId(): string {
    return metaOf(this.doc).get('entry') ?? [...filesOf(this.doc).keys()][0] ?? '';
  }

  get text(): string {
    return textOf(this.doc, this.fileId)?.toString() ?? '';
  }

  /** Listens; after `kill` on the same port again, with what was stored. */
  async start(): Promise<void> {
    const io = new Server({ pingInterval: 5000, pingTimeout: 3000 });
    this.#io = io;
    io.on('connection', (socket: ServerSocket) => this.#serve(socket));
    io.listen(this.#port);
    const { httpServer } = io;
    await new Promise((resolve) => httpServer.once('listening', resolve));
    const address: unknown = httpServer.address();
    if (typeof address === 'object' && address !== null && 'port' in address)
      this.#port = Number(address.port);
  }

  /** Ends as a killed process does: connections break without a word, in-flight messages are lost. */
  async kill(): Promise<void> {
    const io = this.#io;
    this.#io = undefined;
    this.#held = undefined;
    this.#isMute = false;
    this.#storesToLose = 0;
    await io?.close();
  }

  /** Resolves when the next such event has arrived. */
  next(event: ClientEvent): Promise<void> {
    return new Promise((resolve) => this.#waiters.push({ event, resolve }));
  }

  /** Updates arrive but are neither stored nor answered until `release`. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const run of held) run();
  }

  /** From now on nothing is answered, as by a stopped process. */
  mute(): void {
    this.#isMute = true;
  }

  unmute(): void {
    this.#isMute = false;
  }

  refuseNext(event: string, code: ProblemCode, times = 1): void {
    for (let i = 0; i < times; i++) this.#refusals.push({ event, code });
  }

  dropBroadcasts(count: number): void {
    this.#broadcastsToDrop = count;
  }

  /** The next updates are shown to the others, but never stored or acknowledged: the process dies in between. */
  loseStores(count: number): void {
    this.#storesToLose = count;
  }

  /** An edit that somebody else made. */
  edit(change: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc);
    this.doc.transact(() => change(this.doc));
    this.#io?.emit('doc-update', encodeBytes(Y.encodeStateAsUpdate(this.doc, before)));
  }

  emit(event: string, payload: unknown): void {
    this.#io?.emit(event, payload);
  }

  sendContentHash(): void {
    this.emit('content-hash', {
      stateVector: encodeBytes(Y.encodeStateVector(this.doc)),
      contentHash: contentHash(this.doc),
    });
  }

  /** What a wiped and restored store is to clients. */
  replaceDocument(epoch: string, content: string): void {
    this.epoch = epoch;
    this.doc = new Y.Doc();
    seedDocument(this.doc, { title: 'Test', language: 'python', files: [{ path: 'main.py', content }] });
  }

  #serve(socket: ServerSocket): void {
    const on = <E extends ClientEvent>(
      event: E,
      handle: (payload: PayloadOf<E>) => Answer<unknown>,
    ): void => {
      socket.on(event, (payload, ack) => {
        for (const waiter of this.#waiters) if (waiter.event === event) waiter.resolve();
        if (this.#isMute) return;
        const refusal = this.#refusals.findIndex((one) => one.event === event);
        const [found] = refusal < 0 ? [] : this.#refusals.splice(refusal, 1);
        const run = (): void => ack(found ? refuse(found.code) : handle(payload));
        if (event === 'doc-update' && this.#storesToLose > 0) {
          this.#storesToLose--;
          socket.broadcast.emit('doc-update', payload);
        } else if (event === 'doc-update' && this.#held) this.#held.push(run);
        else run();
      });
    };
    on('join-session', () => accept(this.#join(socket)));
    on('doc-sync', (request) => accept(this.#sync(request)));
    on('doc-update', (update) => this.#store(socket, update));
    for (const event of RELAYED) {
      on(event, (payload) => {
        socket.broadcast.emit(event, payload);
        return accept(null);
      });
    }
    on('run-start', () => accept({ runId: 'run-1' }));
  }

  #join(socket: ServerSocket): JoinReply {
    const clientId = 1 + Math.floor(Math.random() * 0xff_ff_ff_ff);
    this.joins.push(clientId);
    this.#owners.set(clientId, socket.handshake.auth.participantSecret ?? '');
    const participantId = `of-${socket.handshake.auth.participantSecret ?? ''}`;
    const name = socket.handshake.auth.name ?? '';
    const person = { participantId, name, colour: 0, isTyping: false, isHandRaised: false, joinedAt: 0 };
    const self = { ...person, role: 'editor', clientIds: [clientId] } as const;
    return {
      sessionId: 'abcdefghijkm',
      epoch: this.epoch,
      ...(this.restoredFrom !== undefined && { restoredFrom: this.restoredFrom }),
      clientId,
      role: 'editor',
      self,
      participants: [self],
      title: 'Test',
      language: 'python',
      isLocked: false,
      expiresAt: '2030-01-01T00:00:00.000Z',
      limits: DEFAULT_LIMITS,
      chat: [],
      runs: [],
    };
  }

  #sync(request: DocSyncRequest): DocSyncReply {
    const isPlain =
      typeof request === 'string' || ArrayBuffer.isView(request) || request instanceof ArrayBuffer;
    const vector = decodeBytes(isPlain ? request : request.stateVector) ?? new Uint8Array([0]);
    return {
      update: encodeBytes(Y.encodeStateAsUpdate(this.doc, vector)),
      stateVector: encodeBytes(Y.encodeStateVector(this.doc)),
      contentHash: contentHash(this.doc),
    };
  }

  /** Whole or not at all, as the real gateway takes it. */
  #hasGap(update: Uint8Array): boolean {
    const trial = new Y.Doc();
    Y.applyUpdate(trial, Y.encodeStateAsUpdate(this.doc));
    Y.applyUpdate(trial, update);
    return trial.store.pendingStructs !== null || trial.store.pendingDs !== null;
  }

  #store(socket: ServerSocket, bytes: Bytes): Answer<unknown> {
    const update = decodeBytes(bytes);
    if (!update) return refuse('invalid-payload');
    const secret = socket.handshake.auth.participantSecret;
    for (const [clientId, end] of Y.parseUpdateMeta(update).to) {
      const isNew = end > Y.getState(this.doc.store, clientId);
      if (isNew && this.#owners.get(clientId) !== secret) return refuse('malformed-update', 'Not your id.');
    }
    if (this.#hasGap(update)) return refuse('malformed-update');
    Y.applyUpdate(this.doc, update);
    this.stored.push(update);
    if (this.#broadcastsToDrop > 0) this.#broadcastsToDrop--;
    else socket.broadcast.emit('doc-update', bytes);
    return accept({ seq: String(this.stored.length) });
  }
}
