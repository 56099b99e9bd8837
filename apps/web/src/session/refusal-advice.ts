import type { ProblemCode } from '@pairlink/protocol';
import { isPassing } from './fate-of.ts';

/**
 * What to do about a refused update: exchange state vectors again and send what the server then lacks; the same
 * after a while; join anew; or accept that the server will never take it.
 */
export type RefusalAdvice = 'resync' | 'wait' | 'reconnect' | 'give-up';

/** After so many refusals in a row an update is not merely out of step. */
const RESYNCS = 2;

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
  return OUT_OF_STEP.has(code) && refusalsInARow <= RESYNCS ? 'resync' : 'give-up';
}
