import type { Participant } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';

export type PeopleEvent =
  | { readonly kind: 'joined' | 'left'; readonly participant: Participant }
  | { readonly kind: 'typing'; readonly participantId: string; readonly isTyping: boolean };

/** The participants after an event. */
export function foldPeople(people: readonly Participant[], event: PeopleEvent): readonly Participant[] {
  switch (event.kind) {
    case 'joined':
      return [...without(people, event.participant.participantId), event.participant];
    case 'left':
      return without(people, event.participant.participantId);
    case 'typing':
      return people.map((one) =>
        one.participantId === event.participantId ? { ...one, isTyping: event.isTyping } : one,
      );
    default:
      return unreachable(event);
  }
}

/** Yjs client ids of tabs that were there and are no more. */
export function clientIdsGone(
  before: readonly Participant[],
  after: readonly Participant[],
): readonly number[] {
  const still = new Set(after.flatMap(({ clientIds }) => clientIds));
  return before.flatMap(({ clientIds }) => clientIds).filter((clientId) => !still.has(clientId));
}

const without = (people: readonly Participant[], participantId: string): readonly Participant[] =>
  people.filter((one) => one.participantId !== participantId);
