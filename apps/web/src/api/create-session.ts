import type { CreatedSession, CreateSessionRequest } from '@pairlink/protocol';
import { PROBLEMS } from '@pairlink/protocol';
import { NO_ANSWER, type Sentence, sentenceFor } from '../ui/problem-sentence.ts';

export type Creation =
  | { readonly kind: 'created'; readonly session: CreatedSession }
  | { readonly kind: 'failed'; readonly sentence: Sentence };

/** Long enough for a server that is just starting; past that, trying again is the better advice. */
const TIMEOUT_MS = 10_000;

export async function createSession(request: CreateSessionRequest): Promise<Creation> {
  try {
    const response = await fetch('/api/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body: unknown = await response.json();
    return response.ok && isCreatedSession(body)
      ? { kind: 'created', session: body }
      : { kind: 'failed', sentence: sentenceFor({ code: codeOf(body) }) };
  } catch {
    return { kind: 'failed', sentence: NO_ANSWER };
  }
}

const isCreatedSession = (body: unknown): body is CreatedSession =>
  typeof body === 'object' && body !== null && 'sessionId' in body && 'hostToken' in body;

function codeOf(body: unknown): keyof typeof PROBLEMS {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return typeof code === 'string' && isProblemCode(code) ? code : 'unexpected';
}

const isProblemCode = (code: string): code is keyof typeof PROBLEMS => Object.hasOwn(PROBLEMS, code);
