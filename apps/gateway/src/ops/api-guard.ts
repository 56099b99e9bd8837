import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { json } from 'express';
import type { Config } from '../config/config.ts';
import { isOriginAllowed } from '../sockets/origin-rule.ts';
import { ProblemError } from './problem-error.ts';
import type { RateLimits } from './rate-limits.ts';

/** JSON around the texts of a session, and their escapes. */
const ENVELOPE_BYTES = 1024 * 1024;

/** What stands before every call of the API, in order. */
export const apiGuards = (config: Config, limits: RateLimits): RequestHandler[] => [
  neverCached,
  pathGuard,
  originGuard(config.publicUrls),
  rateGuard(limits),
  bodyGuard,
  json({
    limit: config.limits.sessionTextBytes + ENVELOPE_BYTES,
    // Small bodies can inflate to anything; nobody needs to compress what fits the limit.
    inflate: false,
    strict: true,
    type: 'application/json',
    reviver: refuseProto,
  }),
];

function neverCached(_: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

/** Ids that cannot even be decoded are no session's, like any other unknown id. */
function pathGuard(request: Request, _: Response, next: NextFunction): void {
  try {
    decodeURIComponent(request.path);
  } catch {
    throw new ProblemError('session-not-found');
  }
  next();
}

/** Pages of other origins may not call the API; the operator's several addresses may call each other's. */
function originGuard(publicUrls: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (!isOriginAllowed(request, publicUrls)) {
      throw new ProblemError('not-allowed', 'Pages of this origin may not call the API.');
    }
    if (origin !== undefined) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Vary', 'Origin');
    }
    if (request.method !== 'OPTIONS') return next();
    response
      .status(204)
      .set({
        'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Session-Password',
        'Access-Control-Max-Age': '600',
      })
      .end();
  };
}

const HEALTH = /^\/health(?:\/|$)/;

function rateGuard({ creations, lookups }: RateLimits): RequestHandler {
  return async (request, _, next) => {
    // Asked by proxies and orchestrators on behalf of everybody; it must answer in a flood of anything else.
    if (HEALTH.test(request.path)) {
      next();
      return;
    }
    const isCreation = request.method === 'POST' && request.path === '/sessions';
    const waitSeconds = await (isCreation ? creations : lookups).take(networkOf(request.ip ?? ''));
    if (waitSeconds > 0) throw new ProblemError('rate-limited', undefined, waitSeconds);
    next();
  };
}

/** An IPv6 customer has 2^64 addresses: the network counts as one. */
export const networkOf = (address: string): string =>
  address.includes(':') && !address.startsWith('::ffff:')
    ? address.split(':').slice(0, 4).join(':')
    : address;

/** A body must say that it is JSON: what the parser does not recognise it would silently leave out. */
function bodyGuard(request: Request, _: Response, next: NextFunction): void {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const hasBody = chunked !== undefined || (length !== undefined && length !== '0');
  const isJson = request.is('application/json') && !OTHER_CHARSET.test(request.headers['content-type'] ?? '');
  if (hasBody && !isJson) throw new UnsupportedType();
  next();
}

// The parser would also take UTF-7, in which `<` need not look like one.
const OTHER_CHARSET = /charset=(?!"?utf-8"?\s*(?:;|$))/i;

class UnsupportedType extends Error {
  readonly status = 415;
}

// JSON.parse makes it an own property, which the mapping to a DTO drops in silence instead of refusing it.
function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'constructor') throw new SyntaxError('unknown field');
  return value;
}
