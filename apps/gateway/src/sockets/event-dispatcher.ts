import type { Answer, ProblemCode } from '@pairlink/protocol';
import { refuse } from '@pairlink/protocol';
import type { Logger } from 'pino';
import { meters } from '../ops/metrics/meters.ts';
import type { Connection } from './connection.ts';
import { Later } from './later.ts';
import type { EventHandler } from './on.ts';
import { handlersOf } from './on.ts';
import { Heartbeat } from './heartbeat.ts';
import { isPong, readPlainUpdate } from './plain-message.ts';
import type { EventPacket } from './raw-socket.ts';
import { interceptMessages, takeEvents, takeOverHeartbeat, whenWebSocket } from './raw-socket.ts';

type AnyAnswer = Answer<unknown> | Promise<Answer<unknown>> | Later<Answer<unknown>>;
type Handle = (connection: Connection, payload: unknown) => AnyAnswer;

/** Problems that only a faulty or hostile client causes. */
const STRIKES = new Set<ProblemCode>(['invalid-payload', 'malformed-update']);

/**
 * Takes every event of a socket to its handler and gives every acknowledgement exactly one answer, whatever the
 * handler does. Nest's own way (a pipe of observables per event and socket) leaves the acknowledgement open when
 * a handler throws, and costs 2 kB per socket and several promises per event; so handlers are looked up in one
 * table per process instead, and events never reach an EventEmitter, where a name like `error` has a meaning.
 */
export class EventDispatcher {
  readonly #handlers = new Map<string, { handle: Handle; read: EventHandler['read'] }>();
  readonly #log: Logger;
  readonly #heartbeat = new Heartbeat();

  constructor(gateway: object, log: Logger) {
    this.#log = log;
    for (const { event, method, read } of handlersOf(gateway)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `@On` has checked the method's type
      const handle = Reflect.get(gateway, method) as Handle | undefined;
      if (handle) this.#handlers.set(event, { handle: handle.bind(gateway), read });
    }
  }

  /** From now on the socket's events go to the handlers. */
  attach(connection: Connection): void {
    const { socket } = connection;
    takeEvents(socket, (packet) => {
      this.dispatch(connection, packet);
    });
    whenWebSocket(socket, (ws) => {
      ws.once('close', this.#heartbeat.watch(connection, takeOverHeartbeat(socket)));
      interceptMessages(ws, {
        onAny: () => connection.heard(),
        take: (message) => isPong(message) || this.#dispatchPlain(connection, message),
      });
    });
  }

  #dispatchPlain(connection: Connection, message: Buffer): boolean {
    const packet = connection.socket.connected ? readPlainUpdate(message) : undefined;
    if (packet) this.dispatch(connection, packet);
    return packet !== undefined;
  }

  dispatch(connection: Connection, { id, data: [event, payload] }: EventPacket): void {
    const answer = this.#run(connection, event, payload);
    if (answer instanceof Promise) {
      answer
        .catch((error: unknown) => this.#unexpected(event, error))
        .then((settled) => this.#settle(connection, { id, event, answer: settled }))
        .catch((error: unknown) => this.#log.error({ err: error, event }, 'answer lost'));
    } else if (answer instanceof Later) this.#runLater(connection, { id, event, answer });
    else this.#settle(connection, { id, event, answer });
  }

  #runLater(
    connection: Connection,
    { id, event, answer }: { id: number | undefined; event: string; answer: Later<Answer<unknown>> },
  ): void {
    let isSettled = false;
    const settle = (settled: Answer<unknown>): void => {
      if (isSettled) return;
      isSettled = true;
      if (id !== undefined) connection.answerTogether(id, settled);
      this.#judge(connection, event, settled);
    };
    try {
      answer.run(settle);
    } catch (error) {
      settle(this.#unexpected(event, error));
    }
  }

  #run(connection: Connection, event: string, payload: unknown): AnyAnswer {
    if (!connection.events.take(1, performance.now())) return refuse('rate-limited');
    const handler = this.#handlers.get(event);
    if (!handler) return refuse('invalid-payload', 'There is no such event.');
    try {
      const read = handler.read(payload);
      return read.ok ? handler.handle(connection, read.value) : read;
    } catch (error) {
      return this.#unexpected(event, error);
    }
  }

  #settle(
    connection: Connection,
    { id, event, answer }: { id: number | undefined; event: string; answer: Answer<unknown> },
  ): void {
    if (id !== undefined) connection.answer(id, answer);
    this.#judge(connection, event, answer);
  }

  #judge(connection: Connection, event: string, answer: Answer<unknown>): void {
    if (!answer.ok) meters.refusedEvents.inc({ problem: answer.problem.code });
    if (!answer.ok && STRIKES.has(answer.problem.code)) connection.strike(event);
  }

  #unexpected(event: string, error: unknown): Answer<never> {
    this.#log.error({ err: error, event: this.#handlers.has(event) ? event : 'unknown' }, 'handler failed');
    return refuse('unexpected');
  }
}
