import type { ProblemCode } from '@pairlink/protocol';
import { isPassing } from './fate-of.ts';

/**
 * What to do about a refused update: exchange state vectors again and send what the server then lacks; the same
 * after a while; join anew; or accept that the server will never take it.
 */
export type RefusalAdvice = 'resync' | 'wait' | 'reconnect' | 'give-up';

/**
 * After so many refusals in a row, some 12 s, an update is not merely out of step: it may build on what another tab
 * has still to send.
 */
const RESYNCS = 6;

const OUT_OF_STEP: ReadonlySet<ProblemCode> = new Set(['malformed-update', 'invalid-payload']);

/** Joining again tells what became of the session. */
const ANSWERED_BY_JOINING: ReadonlySet<ProblemCode> = new Set([
  'not-joined',
  'epoch-changed',
  'session-not-found',
  'session-gone',
  'session-expired',
]);

export function adviseOn(code: ProblemCode, refusalsInARow: number): RefusalAdvice {
  if (isPassing(code)) return 'wait';
  if (ANSWERED_BY_JOINING.has(code)) return 'reconnect';
  if (!OUT_OF_STEP.has(code) || refusalsInARow > RESYNCS) return 'give-up';
  return refusalsInARow === 1 ? 'resync' : 'wait';
}
