import type { Answer, Problem, ProblemCode } from '@pairlink/protocol';
import { PROBLEMS } from '@pairlink/protocol';

/** Carries a refusal out of a controller to the one place that answers with it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  /** Where HTTP knows a more exact status than the code has. */
  readonly status?: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, message: string = PROBLEMS[code].title, retryAfterSeconds?: number) {
    super(message);
    this.problem = { code, message };
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The value of an answer; a refusal is thrown. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new ProblemError(answer.problem.code, answer.problem.message);
}
