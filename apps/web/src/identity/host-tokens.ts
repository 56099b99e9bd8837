import { isSessionId } from '@pairlink/protocol';
import { localStorageIfAllowed } from './identity.ts';

const PREFIX = 'pairlink.host-token.';

/** The token that makes this browser the host of a session it created. */
export const hostTokenFor = (
  sessionId: string,
  storage: Storage | undefined = localStorageIfAllowed(),
): string | undefined => storage?.getItem(PREFIX + sessionId) ?? undefined;

export function saveHostToken(
  created: { readonly sessionId: string; readonly hostToken: string },
  storage: Storage | undefined = localStorageIfAllowed(),
): void {
  if (!isSessionId(created.sessionId)) return;
  try {
    storage?.setItem(PREFIX + created.sessionId, created.hostToken);
  } catch {
    // Without storage the creator goes on as an editor after a reload.
  }
}

export function forgetHostToken(
  sessionId: string,
  storage: Storage | undefined = localStorageIfAllowed(),
): void {
  storage?.removeItem(PREFIX + sessionId);
}
