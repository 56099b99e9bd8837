import type { Request } from 'express';
import type { Credentials } from './session-access.ts';

const BEARER = /^Bearer ([\w-]{1,200})$/i;

/** What a REST request shows: the id of its path, `Authorization: Bearer <hostToken>`, `X-Session-Password`. */
export function credentialsOf(request: Request): Credentials {
  const [, hostToken] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  const password = request.headers['x-session-password'];
  return {
    session: request.params['id'],
    ...(hostToken === undefined ? {} : { hostToken }),
    ...(typeof password === 'string' ? { password: fromHeader(password) } : {}),
    ...(request.ip === undefined ? {} : { address: request.ip }),
  };
}

// Headers hold Latin-1 only: passwords travel percent-encoded.
function fromHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
