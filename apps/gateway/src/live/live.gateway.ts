import { setImmediate as immediately } from 'node:timers/promises';
import { decodeBytes } from '@pairlink/collab';
import type { Answer, DocSyncReply, HandshakeAuth, JoinReply } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import { Inject } from '@nestjs/common';
import type { OnGatewayConnection, OnGatewayInit } from '@nestjs/websockets';
import { WebSocketGateway } from '@nestjs/websockets';
import type { Logger } from 'pino';
import type { Server, Socket } from 'socket.io';
import * as Y from 'yjs';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { LOGGER } from '../ops/logger.ts';
import { checkLanguage } from '../sessions/session-content.ts';
import { Connection } from '../sockets/connection.ts';
import { EventDispatcher } from '../sockets/event-dispatcher.ts';
import { Handshake } from '../sockets/handshake.ts';
import { Later } from '../sockets/later.ts';
import type { PayloadReader } from '../sockets/on.ts';
import { On } from '../sockets/on.ts';
import { bytes, dto, nothing } from '../sockets/payload-readers.ts';
import { TokenBucket } from '../sockets/token-bucket.ts';
import {
  CodeDto,
  JoinDto,
  LanguageDto,
  NameDto,
  RunEndDto,
  RunInputDto,
  RunOutputDto,
  RunPromptDto,
  RunStartDto,
  TitleDto,
  toRunResult,
  TypingDto,
} from './live-payloads.ts';
import type { LiveSession } from './live-session.ts';
import { LiveSessionsService } from './live-sessions.service.ts';
import type { Peer } from './peer.ts';
import type { SubmitAnswer } from './stored-document.ts';
import type { SyncEncoding } from './sync-reply.ts';

/** A tab that has joined. */
interface Seat {
  readonly session: LiveSession;
  readonly peer: Peer;
  readonly updates: TokenBucket;
  readonly updateBytes: TokenBucket;
  readonly syncs: TokenBucket;
}

interface SyncRequest {
  readonly known: Uint8Array;
  readonly encoding: SyncEncoding;
}

/** State vectors have an entry of at most ten bytes per Yjs client id. */
const MAX_STATE_VECTOR_BYTES = 256 * 1024;

/** Socket events to calls of sessions, and back. No rules here. */
@WebSocketGateway()
export class LiveGateway implements OnGatewayInit<Server>, OnGatewayConnection<Socket> {
  readonly #seats = new WeakMap<Connection, Seat | 'joining'>();
  readonly #dispatcher: EventDispatcher;

  constructor(
    @Inject(LiveSessionsService) private readonly live: LiveSessionsService,
    @Inject(Handshake) private readonly handshake: Handshake,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#dispatcher = new EventDispatcher(this, log);
  }

  afterInit(server: Server): void {
    server.use(this.handshake.middleware);
  }

  handleConnection(socket: Socket): void {
    const connection = Connection.of(socket);
    this.#dispatcher.attach(connection);
    socket.once('disconnect', () => this.#leave(connection));
  }

  @On('join-session', dto(JoinDto))
  async join(connection: Connection, request: JoinDto): Promise<Answer<JoinReply>> {
    if (this.#seats.has(connection)) return refuse('not-allowed', 'This socket has joined already.');
    this.#seats.set(connection, 'joining');
    const { access, participantId, auth } = connection.admission;
    const name = request.name ?? nameOf(auth);
    const enter = (): Promise<Answer<{ peer: Peer; reply: JoinReply }>> =>
      this.live.use(access.record.sessionId, (session) =>
        session.join(
          { ...access, participantId, outlet: connection },
          { mode: request.mode, ...(name && { name }) },
        ),
      );
    const joined = await enter()
      // Whoever comes while the session is restored has no copy that could differ: they join the restored one.
      .then((answer) => (isRestored(answer) ? immediately().then(enter) : answer))
      .finally(() => this.#seats.delete(connection));
    if (!joined.ok) return joined;
    const { peer, reply } = joined.value;
    const session = this.live.open(access.record.sessionId);
    // The socket may have gone while the session was loading; its "disconnect" found no seat to give up.
    if (!connection.socket.connected) {
      session.leave(peer);
      return refuse('not-joined');
    }
    this.#seats.set(connection, {
      session,
      peer,
      updates: new TokenBucket(1000, 2000),
      updateBytes: new TokenBucket(4 * 1024 * 1024, 16 * 1024 * 1024),
      syncs: new TokenBucket(10, 20),
    });
    return accept(reply);
  }

  @On('doc-sync', syncRequest())
  sync(
    connection: Connection,
    { known, encoding }: SyncRequest,
  ): Promise<Answer<DocSyncReply>> | Answer<never> {
    const seat = this.#seat(connection);
    if (!seat) return refuse('not-joined');
    if (!seat.syncs.take(1, performance.now())) return refuse('rate-limited');
    return seat.session.sync(known, encoding);
  }

  @On('doc-update', bytes)
  update(connection: Connection, update: Uint8Array): Later<SubmitAnswer> | Answer<never> {
    const seat = this.#seat(connection);
    if (!seat) return refuse('not-joined');
    const now = performance.now();
    if (!seat.updates.take(1, now) || !seat.updateBytes.take(update.length, now))
      return refuse('rate-limited');
    return new Later((settle) => seat.session.update(seat.peer, update, settle));
  }

  @On('awareness', bytes)
  awareness(connection: Connection, update: Uint8Array): Answer {
    return this.#seated(connection, ({ session, peer }) => session.awareness(peer, update));
  }

  @On('code-change', dto(CodeDto))
  changeCode(connection: Connection, change: CodeDto): Promise<SubmitAnswer> | Answer<never> {
    return this.#seated(connection, ({ session, peer }) => session.changeCode(peer, change));
  }

  @On('language-change', dto(LanguageDto))
  changeLanguage(connection: Connection, { language }: LanguageDto): Promise<Answer> | Answer<never> {
    const offered = checkLanguage(language, this.config.languages);
    if (!offered.ok) return offered;
    return this.#seated(connection, ({ session, peer }) =>
      session.changeMeta(peer, { language: offered.value }),
    );
  }

  @On('title-change', dto(TitleDto))
  changeTitle(connection: Connection, { title }: TitleDto): Promise<Answer> | Answer<never> {
    return this.#seated(connection, ({ session, peer }) => session.changeMeta(peer, { title }));
  }

  @On('name-change', dto(NameDto))
  rename(connection: Connection, { name }: NameDto): Answer {
    return this.#seated(connection, ({ session, peer }) => session.rename(peer, name));
  }

  @On('typing', dto(TypingDto))
  typing(connection: Connection, { isTyping }: TypingDto): Answer {
    return this.#seated(connection, ({ session, peer }) => session.typing(peer, isTyping));
  }

  @On('run-start', dto(RunStartDto))
  startRun(connection: Connection, { language, entry }: RunStartDto): Answer<{ runId: string }> {
    const offered = checkLanguage(language, this.config.languages);
    if (!offered.ok) return offered;
    return this.#seated(connection, ({ session, peer }) =>
      session.runs.start(peer, { language: offered.value, entry }),
    );
  }

  @On('run-output', dto(RunOutputDto))
  addRunOutput(connection: Connection, output: RunOutputDto): Answer {
    return this.#seated(connection, ({ session, peer }) => session.runs.addOutput(peer, output));
  }

  @On('run-end', dto(RunEndDto))
  endRun(connection: Connection, { runId, result }: RunEndDto): Answer {
    return this.#seated(connection, ({ session, peer }) =>
      session.runs.end(peer, runId, toRunResult(result)),
    );
  }

  @On('run-input-request', dto(RunPromptDto))
  askRunInput(connection: Connection, request: RunPromptDto): Answer {
    return this.#seated(connection, ({ session, peer }) => session.runs.askInput(peer, request));
  }

  @On('run-input', dto(RunInputDto))
  answerRunInput(connection: Connection, input: RunInputDto): Promise<Answer> | Answer {
    return this.#seated(connection, ({ session, peer }) => session.runs.answerInput(peer, input));
  }

  @On('leave-session', nothing)
  leave(connection: Connection): Answer {
    this.#leave(connection);
    return accept(null);
  }

  #leave(connection: Connection): void {
    const seat = this.#seat(connection);
    this.#seats.delete(connection);
    seat?.session.leave(seat.peer);
  }

  #seat(connection: Connection): Seat | undefined {
    const seat = this.#seats.get(connection);
    return seat === 'joining' ? undefined : seat;
  }

  #seated<T>(connection: Connection, work: (seat: Seat) => T): T | Answer<never> {
    const seat = this.#seat(connection);
    return seat ? work(seat) : refuse('not-joined');
  }
}

function syncRequest(): PayloadReader<SyncRequest> {
  return (payload) => {
    const isPacked = typeof payload === 'object' && payload !== null && 'stateVector' in payload;
    const encoding = isPacked && 'encoding' in payload ? payload.encoding : 'v1';
    const known = decodeBytes(isPacked ? payload.stateVector : payload);
    if (!known || (encoding !== 'v1' && encoding !== 'v2-deflate-raw')) {
      return refuse('invalid-payload', 'Send a state vector, and an encoding that this server knows.');
    }
    if (known.length > MAX_STATE_VECTOR_BYTES) return refuse('too-large');
    return isStateVector(known)
      ? accept({ known, encoding })
      : refuse('invalid-payload', 'Not a state vector.');
  };
}

/** Decoding it is cheap, but throws for anything else. */
function isStateVector(known: Uint8Array): boolean {
  try {
    Y.decodeStateVector(known);
    return true;
  } catch {
    return false;
  }
}

const isRestored = (answer: Answer<unknown>): boolean =>
  !answer.ok && answer.problem.code === 'epoch-changed';

const nameOf = (auth: HandshakeAuth): string | undefined => auth.name?.trim() || undefined;
