/* oxlint-disable typescript/no-unsafe-type-assertion -- a client that may also send what the types forbid */
import { decodeBytes, encodeBytes, filesOf, textOf } from '@pairlink/collab';
import type {
  Answer,
  Bytes,
  ClientEvent,
  ClientToServerEvents,
  DocSyncReply,
  HandshakeAuth,
  JoinMode,
  JoinReply,
  LogSeq,
  ServerEvent,
  ServerToClientEvents,
} from '@pairlink/protocol';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import * as Y from 'yjs';

type PayloadOf<E extends ClientEvent> = Parameters<ClientToServerEvents[E]>[0];
type AnswerOf<E extends ClientEvent> = Parameters<Parameters<ClientToServerEvents[E]>[1]>[0];
type EventOf<E extends ServerEvent> = Parameters<ServerToClientEvents[E]>[0];

export interface ConnectOptions {
  readonly session: string;
  readonly auth?: HandshakeAuth;
  readonly transports?: ('websocket' | 'polling')[];
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Listening<E extends ServerEvent> {
  on(event: E, listener: (payload: EventOf<E>) => void): void;
  off(event: E, listener: (payload: EventOf<E>) => void): void;
}

const REMOTE = Symbol('remote');

/** A stock Socket.io client that speaks the wire, with a real document behind it. */
export class TestClient {
  doc = new Y.Doc();
  joined: JoinReply | undefined;
  readonly #unsent: Uint8Array[] = [];

  private constructor(readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>) {}

  /** Rejects with the `connect_error`, which has `data`. */
  static async connect(url: string, options: ConnectOptions): Promise<TestClient> {
    const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, {
      query: { session: options.session },
      auth: options.auth ?? {},
      transports: options.transports ?? ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...options.headers, ...(options.origin && { origin: options.origin }) },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return new TestClient(socket);
  }

  /** Connected, joined and synced; local edits wait for `flush`. */
  static async join(
    url: string,
    options: ConnectOptions & { mode?: JoinMode; name?: string },
  ): Promise<TestClient> {
    const client = await TestClient.connect(url, options);
    await client.enter(options);
    return client;
  }

  async enter({ mode = 'crdt', name }: { mode?: JoinMode; name?: string } = {}): Promise<JoinReply> {
    const reply = valueOf(await this.ask('join-session', { mode, ...(name !== undefined && { name }) }));
    this.joined = reply;
    this.doc.clientID = reply.clientId;
    this.socket.on('doc-update', (update) => this.receive(update));
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.#unsent.push(update);
    });
    if (mode === 'crdt') await this.sync();
    return reply;
  }

  ask<E extends ClientEvent>(event: E, payload: PayloadOf<E>): Promise<AnswerOf<E>> {
    return this.raw(event, payload) as Promise<AnswerOf<E>>;
  }

  /** Anything at all, as a hostile client would send it. */
  raw(event: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve) => {
      (this.socket as unknown as Socket).emit(event, ...args, resolve);
    });
  }

  /** The next event of a kind that `matches`. */
  next<E extends ServerEvent>(
    event: E,
    matches: (payload: EventOf<E>) => boolean = () => true,
  ): Promise<EventOf<E>> {
    return new Promise((resolve) => {
      const listener = (payload: EventOf<E>): void => {
        if (!matches(payload)) return;
        socket.off(event, listener);
        resolve(payload);
      };
      const socket = this.socket as unknown as Listening<E>;
      socket.on(event, listener);
    });
  }

  /** Exchanges state vectors both ways. */
  async sync(): Promise<DocSyncReply> {
    const reply = valueOf(await this.ask('doc-sync', encodeBytes(Y.encodeStateVector(this.doc))));
    this.receive(reply.update);
    const serverHas = decodeBytes(reply.stateVector) ?? new Uint8Array();
    this.#unsent.length = 0;
    const rest = Y.encodeStateAsUpdate(this.doc, serverHas);
    if (rest.length > 2) valueOf(await this.send(rest));
    return reply;
  }

  receive(update: Bytes): void {
    const bytes = decodeBytes(update);
    if (bytes) Y.applyUpdate(this.doc, bytes, REMOTE);
  }

  send(update: Uint8Array): Promise<Answer<{ readonly seq: LogSeq }>> {
    return this.ask('doc-update', encodeBytes(update));
  }

  /** Sends what was edited since the last call as one message. */
  flush(): Promise<Answer<{ readonly seq: LogSeq }>> {
    const updates = this.#unsent.splice(0);
    return this.send(Y.mergeUpdates(updates));
  }

  get text(): Y.Text {
    const [fileId] = [...filesOf(this.doc).keys()].sort();
    const text = fileId === undefined ? undefined : textOf(this.doc, fileId);
    if (!text) throw new Error('The document has no file yet.');
    return text;
  }

  /** Inserts and answers when the server has stored it. */
  async type(index: number, text: string): Promise<LogSeq> {
    this.text.insert(index, text);
    return valueOf(await this.flush()).seq;
  }

  /** Resolves when the document reads as wanted. */
  until(isThere: (doc: Y.Doc) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!isThere(this.doc)) return;
        this.doc.off('update', check);
        resolve();
      };
      this.doc.on('update', check);
      check();
    });
  }

  /** Stops reading from the network, as a hung or far too slow client does, until the returned function is called. */
  stopReading(): () => void {
    const { ws } = this.socket.io.engine.transport as unknown as {
      ws: { pause(): void; resume(): void };
    };
    ws.pause();
    return () => ws.resume();
  }

  /** Resolves with why the socket was closed. */
  closed(): Promise<{ reason: string; description: unknown }> {
    return new Promise((resolve) => {
      this.socket.once('disconnect', (reason, details) => {
        const description = details && 'context' in details ? details.context : details;
        resolve({ reason, description });
      });
    });
  }

  close(): void {
    this.socket.disconnect();
    this.doc.destroy();
  }
}

export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
}
