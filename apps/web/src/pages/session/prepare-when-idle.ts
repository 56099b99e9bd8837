import type { LanguageId } from '@pairlink/protocol';
import type { RunController } from '../../run/run-controller.ts';

/** Time for the page to settle before it loads what only a run needs. */
const SETTLE_MS = 2000;

/** Loads the language while nobody waits for it, so that the first run does not have to. Returns the undo. */
export function prepareWhenIdle(controller: RunController, language: LanguageId): () => void {
  const timer = setTimeout(() => {
    // A download that fails is tried again, and told of, by the run itself.
    controller.prepare(language).catch(() => undefined);
  }, SETTLE_MS);
  return () => clearTimeout(timer);
}
