import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { logId } from './logger.ts';
import { requestIdOf } from './request-id.ts';

/** What a request's log lines begin with. */
export function requestFields(path: string, id: string): { request: string; session?: string } {
  const [, session] = /^\/(?:api\/)?sessions\/([^/?]+)/.exec(path) ?? [];
  return { request: id, ...(session !== undefined && { session: logId(session) }) };
}

/** One line for each call of the API, for who is looking for something: only when debugging. */
export const requestLog =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    if (!log.isLevelEnabled('debug')) return next();
    const start = performance.now();
    const { method, path } = request;
    response.once('finish', () => {
      const { route } = request as { route?: { path?: unknown } };
      log.debug(
        {
          ...requestFields(path, requestIdOf(response)),
          method,
          route: typeof route?.path === 'string' ? route.path : 'none',
          status: response.statusCode,
          ms: Math.round(performance.now() - start),
        },
        'request',
      );
    });
    next();
  };
