import type { Answer } from '@pairlink/protocol';
import { sentenceFor } from '../../ui/problem-sentence.ts';
import { toasts } from '../../ui/toast-store.ts';

/** Whether what a person asked for was done; when it was refused, they are told why. */
export async function tellRefusal(asked: Promise<Answer>): Promise<boolean> {
  const answer = await asked;
  if (!answer.ok) toasts.show(sentenceFor(answer.problem).what);
  return answer.ok;
}
