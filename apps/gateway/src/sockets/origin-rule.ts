import type { IncomingMessage } from 'node:http';

/**
 * Whether a browser page of this origin may open a socket: the host it was asked on, or one of the operator's
 * addresses. Socket.io's `cors` option does not stop WebSockets. No `Origin` means no browser: such a client has
 * nobody's cookies or page to abuse.
 */
export function isOriginAllowed(request: IncomingMessage, publicUrls: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (publicUrls.includes(origin)) return true;
  if (publicUrls.length > 0 || !host || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && originHost === host;
}
