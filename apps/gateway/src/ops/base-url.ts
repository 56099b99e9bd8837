import type { Request } from 'express';
import { ProblemError } from './problem-error.ts';

const HOST = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,45}\])(?::\d{1,5})?$/i;

/**
 * What links begin with: the operator's address for the host that was asked, else the first; without any, what the
 * request says. Refuses hosts that are no host names: they would end up in links.
 */
export function baseUrlOf(request: Request, publicUrls: readonly string[]): string {
  const host = request.headers.host ?? '';
  const [first] = publicUrls;
  if (first !== undefined) return publicUrls.find((url) => new URL(url).host === host) ?? first;
  if (!HOST.test(host)) throw new ProblemError('invalid-payload', 'The Host header is not a host name.');
  return `${request.protocol}://${host}`;
}
