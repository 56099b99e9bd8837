import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { collectDefaultMetrics } from 'prom-client';
import { meters, registry } from './meters.ts';

/** A socket as far as it is counted. */
export interface CountedSocket {
  readonly sessionId: string;
  readonly role: string;
  readonly transport: string;
}

/**
 * `GET /metrics` for Prometheus. With a token only for who sends it as `Authorization: Bearer`; without, for everybody
 * who reaches the gateway's own port (our nginx does not pass it on).
 */
export function metricsPage(
  token: string | undefined,
  sockets: () => Iterable<CountedSocket>,
): RequestHandler {
  // Event loop delay, memory, garbage collection, open handles.
  if (!registry.getSingleMetric('nodejs_eventloop_lag_seconds'))
    collectDefaultMetrics({ register: registry });
  return (request, response, next) => {
    if (request.path !== '/metrics') return next();
    response.setHeader('Cache-Control', 'no-store');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(response, 405, 'Only GET.');
    }
    if (token !== undefined && !bears(request, token)) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
      return refuse(response, 401, 'Send METRICS_TOKEN as a bearer token.');
    }
    count(sockets());
    registry.metrics().then((text) => response.type(registry.contentType).end(text), next);
    return undefined;
  };
}

function refuse(response: Response, status: number, why: string): void {
  response.status(status).type('text/plain').end(`${why}\n`);
}

// Digests have one length, which a comparison in constant time wants.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const bears = (request: Request, token: string): boolean =>
  timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));

function count(sockets: Iterable<CountedSocket>): void {
  const sessions = new Set<string>();
  meters.sockets.reset();
  for (const { sessionId, role, transport } of sockets) {
    sessions.add(sessionId);
    meters.sockets.inc({ role, transport });
  }
  meters.sessions.set(sessions.size);
}
