import type { Answer } from '@pairlink/protocol';
import { sentenceFor } from '../../ui/problem-sentence.ts';
import { toasts } from '../../ui/toast-store.ts';

/** When what a person asked for is refused, they are told why. */
export async function tellRefusal(asked: Promise<Answer>): Promise<void> {
  const answer = await asked;
  if (!answer.ok) toasts.show(sentenceFor(answer.problem).what);
}
