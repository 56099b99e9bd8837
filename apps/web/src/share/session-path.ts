import { isSessionId, isWatchId } from '@pairlink/protocol';

/** Whether an address lets one edit: ids of sessions and of watch links differ in length. */
export const isEditId = (session: string): boolean => isSessionId(session);

/** The page of a session by its session id or watch id; `undefined` for anything else. */
export function sessionPath(session: string): string | undefined {
  if (isEditId(session)) return `/s/${session}`;
  return isWatchId(session) ? `/w/${session}` : undefined;
}
