import type { Problem, ProblemCode, SessionEndReason } from '@pairlink/protocol';
import { PROBLEMS, unreachable } from '@pairlink/protocol';
import type { Fate } from './fate.ts';

const OVER: ReadonlySet<ProblemCode> = new Set(['session-not-found', 'session-gone', 'session-expired']);
const PASSING: ReadonlySet<ProblemCode> = new Set([
  'rate-limited',
  'server-draining',
  // Between the loss of a session and its return.
  'epoch-changed',
  'unexpected',
]);

/** True for refusals of the moment: the same request may well be accepted a little later. */
export const isPassing = (code: ProblemCode): boolean => PASSING.has(code);

/** Over for good, or only closed to us as we came? */
export const fateOf = (problem: Problem): Fate => ({
  kind: OVER.has(problem.code) ? 'gone' : 'refused',
  problem,
});

export function fateOfEnd(reason: SessionEndReason): Fate {
  switch (reason) {
    case 'expired':
      return gone('session-expired');
    case 'deleted':
      return gone('session-gone');
    case 'ended':
      return gone('session-gone', 'The host has ended this session.');
    case 'removed':
      return gone('not-allowed', 'The host has removed you from this session.');
    default:
      return unreachable(reason);
  }
}

const gone = (code: ProblemCode, message: string = PROBLEMS[code].title): Fate => ({
  kind: 'gone',
  problem: { code, message },
});
