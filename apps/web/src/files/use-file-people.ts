import { useEffect, useMemo, useReducer } from 'react';
import type { SessionClient } from '../session/session-client.ts';
import type { SessionSnapshot } from '../session/session-snapshot.ts';
import type { PeopleByFile } from './file-people.ts';
import { peopleByFile, watchFileChanges } from './file-people.ts';

/** Who else is in which file. */
export function useFilePeople(client: SessionClient, snapshot: SessionSnapshot): PeopleByFile {
  const [change, onChange] = useReducer((count: number) => count + 1, 0);
  const { awareness } = client;
  useEffect(() => watchFileChanges(awareness, onChange), [awareness]);
  const { participants, self } = snapshot;
  const selfId = self?.participantId;
  return useMemo(
    () => peopleByFile(awareness.getStates(), { participants, selfId }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `change` stands for the states, which change in place
    [awareness, participants, selfId, change],
  );
}
