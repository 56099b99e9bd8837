import type {
  ClientEvent,
  HandshakeAuth,
  Problem,
  ServerEvent,
  ServerToClientEvents,
} from '@pairlink/protocol';
import { PROBLEMS } from '@pairlink/protocol';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { Ask, Link, ValueOf } from './ask.ts';
import { isAnswer } from './ask.ts';
import { isPassing } from './fate-of.ts';

/** No answer for so long means that the server hangs. Larger answers get more time; its pings watch over those. */
const ANSWER_MS: Partial<Record<ClientEvent, number>> = { 'doc-sync': 20_000, 'join-session': 6000 };
const USUAL_ANSWER_MS = 3000;
const RECONNECT_MS = { min: 100, max: 3000 };
/** A connection that lasted so long was a good one: the next delay is short again. */
const GOOD_CONNECTION_MS = 5000;

export interface SocketEvents {
  /** Connected and let in; each call brings a new link, valid until `onClosed`. */
  readonly onOpen: (link: Link) => void;
  /** The connection ended, or none could be made; the next attempt follows by itself. */
  readonly onClosed: () => void;
  /** The server does not let us in, and trying again by ourselves would be of no use. */
  readonly onRefused: (problem: Problem) => void;
}

export interface SocketOptions {
  /** Of the gateway; the page's own when missing. */
  readonly origin?: string | undefined;
  readonly session: string;
  readonly auth: () => HandshakeAuth;
  readonly events: SocketEvents;
}

/** One Socket.io connection that comes back by itself, quickly: half of all reconnects within 200 ms. */
export class SessionSocket {
  readonly #socket: Socket;
  readonly #events: SocketEvents;
  #wantsConnection = false;
  #retries = 0;
  #openedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ origin, session, auth, events }: SocketOptions) {
    this.#events = events;
    const options = {
      autoConnect: false,
      // A manager of its own: several sessions in one page must not share a connection.
      forceNew: true,
      transports: ['websocket', 'polling'],
      // Without it polling would never be tried where a proxy refuses WebSocket.
      tryAllTransports: true,
      query: { session },
      auth: (give: (auth: object) => void) => give(auth()),
      timeout: 5000,
      reconnectionDelay: RECONNECT_MS.min,
      reconnectionDelayMax: RECONNECT_MS.max,
      randomizationFactor: 0.5,
    };
    this.#socket = origin === undefined ? io(options) : io(origin, options);
    this.#socket.on('connect', () => this.#onConnect());
    this.#socket.on('disconnect', (reason) => this.#onDisconnect(reason));
    this.#socket.on('connect_error', (error) => this.#onConnectError(error));
  }

  connect(): void {
    clearTimeout(this.#timer);
    this.#wantsConnection = true;
    this.#socket.connect();
  }

  /** Stays away until `connect`. */
  disconnect(): void {
    clearTimeout(this.#timer);
    this.#wantsConnection = false;
    this.#socket.disconnect();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#socket.off();
    this.#socket.disconnect();
  }

  on<E extends ServerEvent>(event: E, listener: ServerToClientEvents[E]): void {
    this.#socket.on<string>(event, listener);
  }

  readonly #ask: Ask = async (event, payload) => {
    const answerMs = ANSWER_MS[event] ?? USUAL_ANSWER_MS;
    try {
      const answer: unknown = await this.#socket.timeout(answerMs).emitWithAck(event, payload);
      return isAnswer<ValueOf<typeof event>>(answer) ? answer : undefined;
    } catch {
      return undefined;
    }
  };

  #onConnect(): void {
    this.#openedAt = Date.now();
    let isCurrent = true;
    this.#socket.once('disconnect', () => {
      isCurrent = false;
    });
    this.#events.onOpen({
      ask: (event, payload) => (isCurrent ? this.#ask(event, payload) : Promise.resolve(undefined)),
      restart: () => {
        if (isCurrent) this.#socket.disconnect();
      },
    });
  }

  #onDisconnect(reason: Socket.DisconnectReason): void {
    if (Date.now() - this.#openedAt > GOOD_CONNECTION_MS) this.#retries = 0;
    this.#events.onClosed();
    // Broken connections are Socket.io's to mend; it leaves those that either side closed on purpose.
    if (reason === 'io server disconnect' || reason === 'io client disconnect') this.#retry();
  }

  #onConnectError(error: Error & { data?: unknown }): void {
    const problem = toProblem(error.data);
    if (!problem) return this.#events.onClosed();
    // Socket.io would keep the refused connection open; the next attempt may belong on another server.
    this.#socket.disconnect();
    if (!isPassing(problem.code)) return this.#events.onRefused(problem);
    this.#events.onClosed();
    this.#retry();
  }

  #retry(): void {
    if (!this.#wantsConnection) return;
    const delayMs = Math.min(RECONNECT_MS.max, RECONNECT_MS.min * 2 ** this.#retries++);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#socket.connect(), delayMs * (0.5 + Math.random()));
  }
}

function toProblem(data: unknown): Problem | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data)) return undefined;
  const { code } = data;
  if (typeof code !== 'string' || !isProblemCode(code)) return undefined;
  const message = 'message' in data && typeof data.message === 'string' ? data.message : PROBLEMS[code].title;
  return { code, message };
}

const isProblemCode = (code: string): code is Problem['code'] => Object.hasOwn(PROBLEMS, code);
