import { useEffect } from 'react';
import { forgetSession, rememberSession } from '../../identity/recent-sessions.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';

/** Keeps this browser's list of recent sessions: one that opens is remembered, one that is gone is taken off. */
export function useRecentVisit(session: string, snapshot: SessionSnapshot): void {
  const { isLoaded, title, language, connection } = snapshot;
  const isGone = connection.kind === 'gone';
  useEffect(() => {
    if (isGone) forgetSession(session);
    else if (isLoaded) rememberSession({ session, title, language, visitedAt: Date.now() });
  }, [session, isLoaded, title, language, isGone]);
}
