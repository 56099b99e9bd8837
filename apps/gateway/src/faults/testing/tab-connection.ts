import type { Answer, Bytes, ClientToServerEvents, ServerToClientEvents } from '@pairlink/protocol';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { Random } from '../../live/testing/random.ts';

/** No answer for so long means that the server hangs: as in the web app. */
const ANSWER_MS = 3000;
const RETRY_MS = 100;

/** Shares of messages that get lost, come twice, or come late, in either direction. */
export interface MessageFaults {
  readonly drop: number;
  readonly repeat: number;
  readonly hold: number;
}

export const NO_FAULTS: MessageFaults = { drop: 0, repeat: 0, hold: 0 };

export interface TabConnectionOptions {
  readonly secret: string;
  readonly sessionId: string;
  /** Where to connect to: at each attempt one of them, by chance. */
  readonly urls: readonly [string, ...string[]];
  readonly random: Random;
  readonly onOpen: () => void;
  readonly onClosed: () => void;
  readonly onUpdate: (update: Bytes) => void;
}

/** A socket that comes back by itself, over a network that loses, doubles and reorders messages if told so. */
export class TabConnection {
  faults = NO_FAULTS;
  readonly #options: TabConnectionOptions;
  #socket: Socket<ServerToClientEvents, ClientToServerEvents> | undefined;
  #reconnecting: NodeJS.Timeout | undefined;
  #isWanted = false;
  #held: Bytes[] = [];

  constructor(options: TabConnectionOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#socket?.connected ?? false;
  }

  open(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#connect();
  }

  close(): void {
    this.#isWanted = false;
    clearTimeout(this.#reconnecting);
    this.#socket?.disconnect();
  }

  restart(): void {
    this.#socket?.disconnect();
  }

  /** From now on every message arrives, those that were held back, too. */
  mend(): void {
    this.faults = NO_FAULTS;
    this.#release();
  }

  /** `undefined`: no answer. */
  async ask<E extends 'join-session' | 'doc-sync' | 'doc-update'>(
    event: E,
    payload: Parameters<ClientToServerEvents[E]>[0],
  ): Promise<AnswerOf<E> | undefined> {
    const socket: Socket | undefined = this.#socket;
    if (!socket) return undefined;
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types of Socket.io lose the answer's
      return (await socket.timeout(ANSWER_MS).emitWithAck(event, payload)) as AnswerOf<E>;
    } catch {
      return undefined;
    }
  }

  /** Sends an update through the faults of the network. Called back without an answer where one of them was lost. */
  send(update: Bytes, onAnswer: (answer: Answer<unknown> | undefined) => void): void {
    const { random } = this.#options;
    const { drop, repeat, hold } = this.faults;
    const socket = this.#socket;
    const emit = (heard: typeof onAnswer): void => {
      if (socket === this.#socket) void this.ask('doc-update', update).then(heard);
    };
    const isLost = random.chance(drop);
    // The answer gets lost as often as the message.
    const isUnheard = random.chance(drop);
    const isRepeated = random.chance(repeat);
    const send = (): void => {
      if (isLost || isUnheard) setTimeout(onAnswer, RETRY_MS, undefined);
      if (!isLost) emit(isUnheard ? () => undefined : onAnswer);
      if (isRepeated) emit(() => undefined);
    };
    if (random.chance(hold)) setTimeout(send, random.below(RETRY_MS));
    else send();
  }

  #connect(): void {
    const { urls, sessionId, secret, random, onOpen } = this.#options;
    const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(random.pick(urls), {
      query: { session: sessionId },
      auth: { participantSecret: secret },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 5000,
    });
    this.#socket = socket;
    const lost = (): void => this.#lost(socket);
    socket.on('connect', onOpen);
    socket.on('connect_error', lost);
    socket.on('disconnect', lost);
    socket.on('doc-update', (update) => this.#hear(update));
  }

  #lost(socket: Socket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#options.onClosed();
    if (!this.#isWanted) return;
    clearTimeout(this.#reconnecting);
    this.#reconnecting = setTimeout(() => this.#connect(), this.#options.random.below(RETRY_MS));
  }

  #hear(update: Bytes): void {
    const { random, onUpdate } = this.#options;
    if (random.chance(this.faults.drop)) return;
    if (random.chance(this.faults.hold)) {
      this.#held.push(update);
      return;
    }
    onUpdate(update);
    if (random.chance(this.faults.repeat)) onUpdate(update);
    this.#release();
  }

  #release(): void {
    for (const late of this.#held.splice(0).toReversed()) this.#options.onUpdate(late);
  }
}

type AnswerOf<E extends keyof ClientToServerEvents> = Parameters<Parameters<ClientToServerEvents[E]>[1]>[0];
