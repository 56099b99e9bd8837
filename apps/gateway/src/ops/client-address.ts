import type { IncomingMessage } from 'node:http';

/**
 * Where a request comes from, with `hops` proxies in front: each appends the address it was asked from, so the last
 * `hops` entries of X-Forwarded-For are believed and what a client wrote before them is not. (As Express does by
 * `trust proxy`; sockets have no Express.)
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  const direct = request.socket.remoteAddress ?? '';
  const header = request.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
  return [direct, ...forwarded.toReversed()].slice(0, hops + 1).at(-1) ?? direct;
}
