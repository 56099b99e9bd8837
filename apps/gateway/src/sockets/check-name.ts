import type { Answer, Limits } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';

/** A participant's name within the operator's limit, trimmed. Refuses with `invalid-payload`. */
export function checkName(name: string, limits: Limits): Answer<string> {
  const kept = name.trim();
  return kept.length > limits.nameLength
    ? refuse('invalid-payload', `A name has at most ${limits.nameLength} characters.`)
    : accept(kept);
}
