import type { NextFunction, Request, Response } from 'express';

type Headers = Readonly<Record<string, string>>;

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Origins the app may frame besides its own: where the operator moved user code to. */
export interface FrameOrigins {
  readonly runnerOrigin: string | undefined;
  readonly previewOrigin: string | undefined;
}

// Session ids are capabilities and stand in addresses: no page may send one on as a referrer.
const EVERYWHERE: Headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const NOT_NEEDED = ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer']
  .concat(['microphone', 'midi', 'payment', 'usb', 'xr-spatial-tracking'])
  .map((feature) => `${feature}=()`)
  .join(', ');

const ISOLATED: Headers = {
  ...EVERYWHERE,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': NOT_NEEDED,
  'X-Frame-Options': 'DENY',
};

/**
 * User code runs in workers inside this frame, without an origin of its own and without network: nothing in it can
 * reach storage, cookies or the session. It is the one place where code may be made from text.
 */
const runnerHeaders = (connections: string): Headers => ({
  ...EVERYWHERE,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': policy({
    sandbox: 'allow-scripts',
    'default-src': "'none'",
    'script-src': "'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
    'worker-src': 'blob:',
    'connect-src': connections,
    'img-src': 'blob: data:',
  }),
});
const RUNNER = runnerHeaders('blob: data:');
/** For runs that the person let use the network: still without an origin, so without anybody's cookies. */
const RUNNER_WITH_NETWORK = runnerHeaders('blob: data: https: wss:');

/** A page of HTML on show: it may use what it makes itself, loads nothing from anywhere, and its forms lead nowhere. */
const PREVIEW: Headers = {
  ...EVERYWHERE,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': policy({
    sandbox: 'allow-scripts allow-forms',
    'default-src': "'none'",
    'script-src': "'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data:",
    'style-src': "'unsafe-inline' blob: data:",
    'img-src': 'blob: data:',
    'font-src': 'blob: data:',
    'media-src': 'blob: data:',
    'connect-src': 'blob: data:',
    'worker-src': 'blob:',
    'base-uri': "'none'",
    'form-action': "'none'",
  }),
};

const API: Headers = {
  ...ISOLATED,
  'Content-Security-Policy': policy({ 'default-src': "'none'", 'frame-ancestors': "'none'" }),
};

// Swagger's page styles itself inline and draws its icons from data: addresses; its scripts are files of ours.
const API_DOCS: Headers = {
  ...ISOLATED,
  'Content-Security-Policy': policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  }),
};

const appHeaders = ({ runnerOrigin, previewOrigin }: FrameOrigins): Headers => ({
  ...ISOLATED,
  'Content-Security-Policy': policy({
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'worker-src': "'self'",
    // Monaco writes style elements and attributes.
    'style-src': "'self' 'unsafe-inline'",
    'font-src': "'self'",
    'img-src': "'self' data: blob:",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'frame-src': [...new Set(["'self'", runnerOrigin, previewOrigin])].filter(Boolean).join(' '),
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }),
});

/** The one place that decides on security headers, by path. nginx passes them on and adds none of its own. */
export function securityHeaders(frames: FrameOrigins) {
  const app = appHeaders(frames);
  const headersFor = (path: string, query: string | undefined): Headers => {
    if (path === '/runner.html') return query === 'network' ? RUNNER_WITH_NETWORK : RUNNER;
    if (path === '/preview.html') return PREVIEW;
    if (path === '/api/docs' || path.startsWith('/api/docs/')) return API_DOCS;
    return path.startsWith('/api/') ? API : app;
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    const [path = '', query] = request.url.split('?');
    for (const [name, value] of Object.entries(headersFor(path, query))) response.setHeader(name, value);
    // Over HTTPS as the proxy says that we believe. Without subdomains: those are not ours to decide about.
    if (request.secure) response.setHeader('Strict-Transport-Security', `max-age=${YEAR_SECONDS}`);
    next();
  };
}

function policy(directives: Headers): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
