import type { Answer, HandshakeAuth, ServerEvent } from '@pairlink/protocol';
import type { Socket } from 'socket.io';
import { meters } from '../ops/metrics/meters.ts';
import type { Access } from '../sessions/session-access.ts';
import type { PreparedEvent } from './prepared-event.ts';
import { ackFrame, prepareEvent } from './prepared-event.ts';
import { bufferedBytes, closeWithReason, rawSocketOf, writeAck } from './raw-socket.ts';
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
  #strikes: number[] = [];
  #grantedBytes = 0;

  private constructor(
    readonly socket: Socket,
    readonly admission: Admission,
  ) {}

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
    const raw = rawSocketOf(this.socket);
    if (raw) raw.write(prepared.frames);
    else this.socket.emit(prepared.event, prepared.payload);
    this.#closeIfSlow();
  }

  /** For what may be lost: cursors and who is typing. */
  sendVolatile(prepared: PreparedEvent): void {
    const raw = rawSocketOf(this.socket);
    if (raw && raw.writableLength < PRESENCE_UP_TO_BYTES) raw.write(prepared.frames);
    else if (!raw) this.socket.volatile.emit(prepared.event, prepared.payload);
    else meters.drops.inc({ what: 'presence' });
  }

  /** Acknowledges a packet. Answers with attachments go through Socket.io, which takes them apart. */
  answer(id: number, answer: Answer<unknown>): void {
    const sizeBytes = attachedBytes(answer);
    const raw = sizeBytes === 0 ? rawSocketOf(this.socket) : undefined;
    if (raw) raw.write(ackFrame(id, answer));
    else {
      // A large first sync is asked for, unlike what piles up behind it.
      this.#grantedBytes = Math.max(this.#grantedBytes, sizeBytes);
      writeAck(this.socket, id, answer);
    }
  }

  /** Counts a message that no client of ours sends; the third in a minute closes the socket. */
  strike(event: string): void {
    const now = Date.now();
    this.#strikes = [...this.#strikes.filter((at) => now - at < STRIKE_WINDOW_MS), now];
    if (this.#strikes.length >= MAX_STRIKES) this.close(`protocol errors: ${event}`.slice(0, 100));
  }

  /** Closes for a reason that the client can read. */
  close(reason: string): void {
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
function attachedBytes(answer: Answer<unknown>): number {
  if (!answer.ok || typeof answer.value !== 'object' || answer.value === null) return 0;
  let sizeBytes = 0;
  for (const part of Object.values(answer.value)) if (part instanceof Uint8Array) sizeBytes += part.length;
  return sizeBytes;
}
