import type { NextFunction, Request, Response } from 'express';
import { meters } from './meters.ts';

/** Times every call of the API, however it is answered. */
export function httpMeter(request: Request, response: Response, next: NextFunction): void {
  const start = performance.now();
  response.once('finish', () => {
    const labels = { method: knownMethod(request.method), status: String(response.statusCode) };
    meters.requests.observe(labels, (performance.now() - start) / 1000);
  });
  next();
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS']);
const knownMethod = (method: string): string => (METHODS.has(method) ? method : 'other');
