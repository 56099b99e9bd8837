/** Every refusal a client can meet, with its HTTP status and a sentence for people who read raw answers. */
export const PROBLEMS = {
  'session-not-found': { status: 404, title: 'There is no session with this id.' },
  'session-gone': { status: 410, title: 'This session was deleted.' },
  'session-expired': { status: 410, title: 'This session has expired.' },
  'session-full': { status: 403, title: 'This session has no free place.' },
  'session-locked': { status: 423, title: 'The host has locked this session.' },
  'wrong-password': { status: 401, title: 'The password is missing or wrong.' },
  'not-allowed': { status: 403, title: 'Your role does not allow this.' },
  'not-joined': { status: 409, title: 'Join the session first.' },
  'invalid-payload': { status: 400, title: 'The request is not what this call takes.' },
  'malformed-update': { status: 400, title: 'The update is not one this session accepts.' },
  'too-large': { status: 413, title: 'The request is larger than allowed.' },
  'rate-limited': { status: 429, title: 'Too many requests; try again later.' },
  'unsupported-language': { status: 400, title: 'This language is not offered here.' },
  'name-taken': { status: 409, title: 'Somebody in the session has this name.' },
  'path-invalid': { status: 400, title: 'This is not a path a file can have.' },
  'path-taken': { status: 409, title: 'Another file has this path.' },
  'epoch-changed': { status: 409, title: 'The session was restored; load it again.' },
  'server-draining': { status: 503, title: 'This server is going down; another one takes over.' },
  unexpected: { status: 500, title: 'Something failed on the server; nothing was changed.' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
}

/** What every event is acknowledged with, and every rule answers: a value or a refusal, never an exception. */
export type Answer<T = null> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const accept = <T>(value: T): Answer<T> => ({ ok: true, value });

export const refuse = (code: ProblemCode, message: string = PROBLEMS[code].title): Answer<never> => ({
  ok: false,
  problem: { code, message },
});

/** An RFC 9457 body, sent as `application/problem+json`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
}

export const toProblemDocument = ({ code, message }: Problem): ProblemDocument => ({
  type: `urn:pairlink:problem:${code}`,
  title: PROBLEMS[code].title,
  status: PROBLEMS[code].status,
  detail: message,
  code,
});
