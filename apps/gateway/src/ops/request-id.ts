import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'X-Request-Id';
const PLAUSIBLE = /^[\w-]{8,64}$/;

/** Gives each request the name that its log lines have: that of the proxy in front, so that both logs fit together. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(HEADER);
  const isUsable = given !== undefined && PLAUSIBLE.test(given);
  response.setHeader(HEADER, isUsable ? given : randomBytes(16).toString('hex'));
  next();
}

export const requestIdOf = (response: Response): string => String(response.getHeader(HEADER) ?? '');
