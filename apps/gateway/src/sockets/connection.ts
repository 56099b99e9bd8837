import type { Answer, HandshakeAuth, ServerEvent } from '@pairlink/protocol';
import type { Socket } from 'socket.io';
import { meters } from '../ops/metrics/meters.ts';
import type { Access } from '../sessions/session-access.ts';
import type { PreparedEvent } from './prepared-event.ts';
import { ackFrame, ackFrames, PING_FRAME, prepareEvent } from './prepared-event.ts';
import type { RawWebSocket } from './raw-socket.ts';
import {
  bufferedBytes,
  closeWithReason,
  waitingBytes,
  whenWebSocket,
  writeAck,
  writeFrames,
} from './raw-socket.ts';
import { TokenBucket } from './token-bucket.ts';

/** Whom the handshake let in, and to what. */
export interface Admission {
  readonly access: Access;
  /** Public: derived from the secret, the same after every reconnect. */
  readonly participantId: string;
  readonly auth: HandshakeAuth;
}

const CLOSE_POLICY = 1008;
const CLOSE_TRY_AGAIN = 1013;

/** A client that has this much unread gets no presence, and above `MAX_BUFFERED_BYTES` is sent away to resync. */
const PRESENCE_UP_TO_BYTES = 256 * 1024;
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

const MAX_STRIKES = 3;
const STRIKE_WINDOW_MS = 60_000;

const connections = new WeakMap<Socket, Connection>();

/** One client's socket: what it may send, what is sent to it, and when it is closed. */
export class Connection {
  /** Every event counts one; bytes of updates are counted by the session. */
  readonly events = new TokenBucket(1000, 3000);
  /** `undefined` while the client polls. Frames go straight to it: nothing else sends more than one at a time. */
  #ws: RawWebSocket | undefined;
  #hasSpoken = true;
  #strikes: number[] = [];
  #grantedBytes = 0;
  #acks: Buffer[] = [];

  private constructor(
    readonly socket: Socket,
    readonly admission: Admission,
  ) {
    whenWebSocket(socket, (ws) => {
      this.#ws = ws;
    });
  }

  /** Called by the handshake, before any event is handled. */
  static admit(socket: Socket, admission: Admission): void {
    connections.set(socket, new Connection(socket, admission));
  }

  static of(socket: Socket): Connection {
    const connection = connections.get(socket);
    if (!connection) throw new Error('A socket came in past the handshake.');
    return connection;
  }

  get id(): string {
    return this.socket.id;
  }

  emit(event: ServerEvent, payload: unknown): void {
    this.send(prepareEvent(event, payload));
  }

  send(prepared: PreparedEvent): void {
    const ws = this.#ws;
    if (!ws) this.socket.emit(prepared.event, prepared.payload);
    // Nothing is left over as long as the kernel takes it all: then nobody is slow.
    else if (writeFrames(ws, prepared.frames) && this.#grantedBytes === 0) return;
    this.#closeIfSlow();
  }

  /** For what may be lost: cursors and who is typing. */
  sendVolatile(prepared: PreparedEvent): void {
    const ws = this.#ws;
    if (!ws) this.socket.volatile.emit(prepared.event, prepared.payload);
    else if (waitingBytes(ws) < PRESENCE_UP_TO_BYTES) writeFrames(ws, prepared.frames);
    else meters.drops.inc({ what: 'presence' });
  }

  /** Acknowledges a packet. */
  answer(id: number, answer: Answer<unknown>): void {
    const attachments = answer.ok ? attachedTo(answer.value) : undefined;
    // A large first sync is asked for, unlike what piles up behind it.
    if (attachments) this.#grantedBytes = Math.max(this.#grantedBytes, attachments.sizeBytes);
    const ws = this.#ws;
    if (!ws) writeAck(this.socket, id, answer);
    else writeFrames(ws, attachments ? ackFrames(id, answer, attachments.value) : ackFrame(id, answer));
  }

  /** Acknowledges an edit, together with others that are stored at the same time: one system call for all. */
  answerTogether(id: number, answer: Answer<unknown>): void {
    if (!this.#ws) return writeAck(this.socket, id, answer);
    if (this.#acks.push(ackFrame(id, answer)) === 1) queueMicrotask(() => this.#writeAcks());
    return undefined;
  }

  #writeAcks(): void {
    const [first] = this.#acks;
    if (!first) return;
    const frames = this.#acks.length === 1 ? first : Buffer.concat(this.#acks);
    this.#acks = [];
    if (this.#ws) writeFrames(this.#ws, frames);
  }

  /** Something came from the client: it is there. */
  heard(): void {
    this.#hasSpoken = true;
  }

  ping(): void {
    this.#hasSpoken = false;
    if (this.#ws) writeFrames(this.#ws, PING_FRAME);
  }

  endIfSilent(): void {
    if (!this.#hasSpoken) this.#ws?.terminate();
  }

  /** Counts a message that no client of ours sends; the third in a minute closes the socket. */
  strike(event: string): void {
    const now = Date.now();
    this.#strikes = [...this.#strikes.filter((at) => now - at < STRIKE_WINDOW_MS), now];
    if (this.#strikes.length >= MAX_STRIKES) this.close(`protocol errors: ${event}`.slice(0, 100));
  }

  /** Closes for a reason that the client can read. */
  close(reason: string): void {
    this.#writeAcks();
    closeWithReason(this.socket, CLOSE_POLICY, reason);
  }

  #closeIfSlow(): void {
    const buffered = bufferedBytes(this.socket);
    if (buffered > MAX_BUFFERED_BYTES + this.#grantedBytes) {
      meters.drops.inc({ what: 'socket' });
      closeWithReason(this.socket, CLOSE_TRY_AGAIN, 'too slow: join again and sync');
    } else if (this.#grantedBytes > 0 && buffered < PRESENCE_UP_TO_BYTES) this.#grantedBytes = 0;
  }
}

/** Bytes that an answer carries as attachments; they stand in `update` or `stateVector` of a sync. */
function attachedTo(value: unknown): { readonly value: object; readonly sizeBytes: number } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  let sizeBytes = 0;
  for (const part of Object.values(value)) if (part instanceof Uint8Array) sizeBytes += part.length;
  return sizeBytes > 0 ? { value, sizeBytes } : undefined;
}
