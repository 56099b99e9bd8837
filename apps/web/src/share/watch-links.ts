import { isSessionId, isWatchId } from '@pairlink/protocol';
import { localStorageIfAllowed } from '../identity/identity.ts';

const PREFIX = 'pairlink.watch-id.';

/** The watch id of a session that this browser created; nobody else is told it, and nothing derives it. */
export function watchIdFor(
  sessionId: string,
  storage: Storage | undefined = localStorageIfAllowed(),
): string | undefined {
  const stored = storage?.getItem(PREFIX + sessionId);
  return isWatchId(stored) ? stored : undefined;
}

export function saveWatchId(
  created: { readonly sessionId: string; readonly watchId: string },
  storage: Storage | undefined = localStorageIfAllowed(),
): void {
  if (!isSessionId(created.sessionId) || !isWatchId(created.watchId)) return;
  try {
    storage?.setItem(PREFIX + created.sessionId, created.watchId);
  } catch {
    // Without storage the dialog offers the edit link alone.
  }
}
