import { randomUUID } from 'node:crypto';
import type { Answer } from '@pairlink/protocol';
import { refuse } from '@pairlink/protocol';

const ANSWER_MS = 3000;

/** Lines of input that another instance was asked to take, until it answers. */
export class InputQuestions {
  readonly #open = new Map<string, (answer: Answer) => void>();

  /** `ask` sends the question. */
  put(ask: (askId: string) => void): Promise<Answer> {
    const askId = randomUUID();
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        this.#open.delete(askId);
        resolve(answer);
      };
      const timer = setTimeout(() => {
        settle(refuse('unexpected', 'The program could not be reached; send the line again.'));
      }, ANSWER_MS);
      this.#open.set(askId, settle);
      ask(askId);
    });
  }

  answered(askId: string, answer: Answer): void {
    this.#open.get(askId)?.(answer);
  }

  close(): void {
    for (const settle of this.#open.values()) settle(refuse('unexpected'));
  }
}
