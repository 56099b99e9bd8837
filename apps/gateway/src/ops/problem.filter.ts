import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import type { Problem, ProblemCode } from '@pairlink/protocol';
import { PROBLEMS, toProblemDocument } from '@pairlink/protocol';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { SessionMissing, StoreUnavailable } from '../store/session-store.ts';
import { ProblemError } from './problem-error.ts';
import { requestIdOf } from './request-id.ts';
import { requestFields } from './request-log.ts';

const MINUTE_SECONDS = 60;

/** Answers for everything that was thrown on the way to a REST answer; what nobody expected is logged as a bug. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getResponse<Response>());
  }

  answer(error: unknown, response: Response): void {
    const { status, ...problem } = toRefusal(error);
    if (problem.code === 'unexpected') {
      const fields = requestFields(response.req.originalUrl, requestIdOf(response));
      this.#log.error({ err: error, ...fields }, 'request failed');
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.code === 'rate-limited') {
      const wait = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
      response.setHeader('Retry-After', String(wait ?? MINUTE_SECONDS));
    }
    const standardDocument = toProblemDocument(problem);
    const document = { ...standardDocument, status: status ?? standardDocument.status };
    response
      .status(document.status)
      .set({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
      // Not `json`: it would name the charset, which the media type does not have.
      .end(JSON.stringify(document));
  }
}

interface Refusal extends Problem {
  /** Where HTTP knows a more exact status than the code has. */
  readonly status?: number;
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof ProblemError) {
    return error.status === undefined ? error.problem : { ...error.problem, status: error.status };
  }
  if (error instanceof SessionMissing) return standard('session-not-found');
  if (error instanceof StoreUnavailable) {
    const message = 'The store does not answer; nothing was changed. Try again.';
    return { code: 'unexpected', message, status: 503 };
  }
  const status = statusOf(error);
  if (status === 413) return standard('too-large');
  if (status === 415) {
    const message = 'Send uncompressed UTF-8 JSON as application/json.';
    return { code: 'invalid-payload', message, status };
  }
  if (status === 404) return standard('session-not-found');
  if (status !== undefined && status < 500) return standard('invalid-payload');
  return standard('unexpected');
}

const standard = (code: ProblemCode): Problem => ({ code, message: PROBLEMS[code].title });

/** The status of Nest's exceptions, and of the errors of Express and its body parser. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
