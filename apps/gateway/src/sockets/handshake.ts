import { createHash, randomBytes } from 'node:crypto';
import type { HandshakeAuth, Problem } from '@pairlink/protocol';
import { PROBLEMS } from '@pairlink/protocol';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type { Config } from '../config/config.ts';
import { CONFIG } from '../config/config.ts';
import { clientAddress } from '../ops/client-address.ts';
import { networkOf } from '../ops/api-guard.ts';
import { Gate } from '../ops/gate.ts';
import { LOGGER } from '../ops/logger.ts';
import { meters } from '../ops/metrics/meters.ts';
import { SessionAccess } from '../sessions/session-access.ts';
import { checkName } from './check-name.ts';
import { Connection } from './connection.ts';
import { HandshakeDto } from './handshake.dto.ts';
import { dto } from './payload-readers.ts';

type Next = (error?: Error & { data?: unknown }) => void;

const readAuth = dto(HandshakeDto);
const PARTICIPANT_ID_LENGTH = 16;

/**
 * Lets a socket in or refuses it before any handler runs: Nest starts handling messages before an asynchronous
 * `handleConnection` has finished, middleware comes before all. A refusal is a `connect_error` with `data`.
 */
@Injectable()
export class Handshake {
  // oxlint-disable-next-line max-params -- Nest injects by parameters; the house allows four
  constructor(
    @Inject(SessionAccess) private readonly access: SessionAccess,
    @Inject(Gate) private readonly gate: Gate,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  readonly middleware = (socket: Socket, next: Next): void => {
    // oxlint-disable promise/no-callback-in-promise -- Socket.io's middleware takes a callback
    this.#authenticate(socket).then(
      (problem) => (problem ? next(refusal(problem)) : next()),
      (error: unknown) => {
        this.log.error({ err: error }, 'handshake failed');
        next(refusal({ code: 'unexpected', message: PROBLEMS.unexpected.title }));
      },
    );
  };

  async #authenticate(socket: Socket): Promise<Problem | undefined> {
    const address = networkOf(clientAddress(socket.request, this.config.trustProxyHops));
    const refused = await this.gate.refusal(address);
    if (refused) return refused;
    const auth = readAuth(socket.handshake.auth);
    if (!auth.ok) return auth.problem;
    const { name, hostToken, password } = auth.value;
    const named = checkName(name ?? '', this.config.limits);
    if (!named.ok) return named.problem;
    const allowed = await this.access.authenticate({
      session: socket.handshake.query['session'],
      ...(hostToken !== undefined && { hostToken }),
      ...(password !== undefined && { password }),
      address,
    });
    if (!allowed.ok) return allowed.problem;
    const participantId = publicId(auth.value, allowed.value.record.sessionId);
    Connection.admit(socket, { access: allowed.value, participantId, auth: auth.value });
    return undefined;
  }
}

/**
 * The same browser is the same participant in a session, nobody can speak in another's name, and the id of one
 * session says nothing about another. Without a secret the participant is new every time.
 */
function publicId({ participantSecret }: HandshakeAuth, sessionId: string): string {
  const secret = participantSecret ?? randomBytes(16).toString('hex');
  return createHash('sha256')
    .update(`participant\0${sessionId}\0${secret}`)
    .digest('base64url')
    .slice(0, PARTICIPANT_ID_LENGTH);
}

function refusal(problem: Problem): Error & { data: Problem } {
  meters.refusedHandshakes.inc({ problem: problem.code });
  return Object.assign(new Error(problem.message), { data: problem });
}
