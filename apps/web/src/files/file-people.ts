import type { Participant } from '@pairlink/protocol';
import type { Awareness } from 'y-protocols/awareness';
import { readCursor } from '../editor/cursor-state.ts';

export type PeopleByFile = ReadonlyMap<string, readonly Participant[]>;

/** Who is in which file, as far as their cursors say; oneself is left out. */
export function peopleByFile(
  states: ReadonlyMap<number, unknown>,
  { participants, selfId }: { participants: readonly Participant[]; selfId: string | undefined },
): PeopleByFile {
  const people = new Map<string, Participant[]>();
  for (const participant of participants) {
    if (participant.participantId === selfId) continue;
    const files = participant.clientIds.map((clientId) => readCursor(states.get(clientId))?.fileId);
    // Two tabs of one person in one file are one person there.
    for (const fileId of new Set(files)) {
      if (fileId !== undefined) people.set(fileId, [...(people.get(fileId) ?? []), participant]);
    }
  }
  return people;
}

/** Calls back when somebody goes into another file, and not at every step of a cursor. Returns the undo. */
export function watchFileChanges(awareness: Awareness, onChange: () => void): () => void {
  let known = '';
  const check = (): void => {
    const places = [...awareness.getStates()].map(([id, state]) => [id, readCursor(state)?.fileId]);
    const now = JSON.stringify(places);
    if (now === known) return;
    known = now;
    onChange();
  };
  awareness.on('change', check);
  return () => awareness.off('change', check);
}
