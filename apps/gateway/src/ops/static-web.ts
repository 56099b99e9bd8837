import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { NextFunction, Request, Response } from 'express';
import sirv from 'sirv';
import { appPage } from './app-page.ts';
import type { FrameOrigins } from './security-headers.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** Paths that the app draws itself. Any id: the page says what is wrong with it. */
const APP_PATH = /^\/(?:[sw]\/[^/]+\/?|index\.html)?$/;
/** Files whose name changes with their content. */
const HASHED = /^\/(?:assets|rt)\//;
/** Not ours to answer. */
const ELSEWHERE = /^\/(?:api|socket\.io)(?:\/|$)/;

/** Serves the built web app, compressed in advance by its build. */
export function staticWeb(webRoot: string, frames: FrameOrigins) {
  if (!existsSync(join(webRoot, 'index.html'))) return withoutWebApp;
  const page = readFileSync(join(webRoot, 'index.html'));
  const hasOrigins = frames.runnerOrigin !== undefined || frames.previewOrigin !== undefined;
  const sendApp = hasOrigins ? appPage(page, frames) : undefined;
  const serve = sirv(webRoot, {
    brotli: true,
    gzip: true,
    etag: true,
    extensions: [],
    setHeaders: (response, path) => {
      const isHashed = HASHED.test(path);
      response.setHeader(
        'Cache-Control',
        isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      );
    },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (ELSEWHERE.test(request.path)) return next();
    if (request.method !== 'GET' && request.method !== 'HEAD') return notFound(response);
    if (APP_PATH.test(request.path)) {
      if (sendApp) return sendApp(request, response);
      request.url = '/index.html';
    }
    // A file that a deployment replaces while it is sent would otherwise end the process.
    response.once('pipe', (file: Readable) => file.once('error', () => response.destroy()));
    serve(request, response, () => {
      // The app says it better to a person.
      const isPerson = request.accepts(['text', 'html']) === 'html';
      if (isPerson) response.status(404).type('html').set('Cache-Control', 'no-store').end(page);
      else notFound(response);
    });
  };
}

const notFound = (response: Response): void => {
  response.status(404).type('text/plain').set('Cache-Control', 'no-store').end('There is nothing here.\n');
};

function withoutWebApp(request: Request, response: Response, next: NextFunction): void {
  if (ELSEWHERE.test(request.path)) return next();
  if (!APP_PATH.test(request.path)) return notFound(response);
  response
    .status(503)
    .type('text/plain')
    .set('Cache-Control', 'no-store')
    .end('The web app is not built. Run `npm run build` and start the gateway again.\n');
}
