import { createHash, randomBytes } from 'node:crypto';
import type { HandshakeAuth, ProblemCode } from '@pairlink/protocol';
import { PROBLEMS } from '@pairlink/protocol';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type { SessionAccess } from '../sessions/session-access.ts';
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
export function admit(access: SessionAccess, log: Logger): (socket: Socket, next: Next) => void {
  return (socket, next) => {
    // oxlint-disable promise/no-callback-in-promise -- Socket.io's middleware takes a callback
    authenticate(access, socket).then(
      (problem) => (problem ? next(refusal(problem.code, problem.message)) : next()),
      (error: unknown) => {
        log.error({ err: error }, 'handshake failed');
        next(refusal('unexpected'));
      },
    );
  };
}

async function authenticate(
  access: SessionAccess,
  socket: Socket,
): Promise<{ code: ProblemCode; message: string } | undefined> {
  const auth = readAuth(socket.handshake.auth);
  if (!auth.ok) return auth.problem;
  const { hostToken, password } = auth.value;
  const allowed = await access.authenticate({
    session: socket.handshake.query['session'],
    ...(hostToken !== undefined && { hostToken }),
    ...(password !== undefined && { password }),
    address: socket.handshake.address,
  });
  if (!allowed.ok) return allowed.problem;
  const participantId = publicId(auth.value, allowed.value.record.sessionId);
  Connection.admit(socket, { access: allowed.value, participantId, auth: auth.value });
  return undefined;
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

function refusal(code: ProblemCode, message: string = PROBLEMS[code].title): Error & { data: unknown } {
  return Object.assign(new Error(message), { data: { code, message } });
}
