import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SessionClientOptions } from './session-client.ts';
import { SessionClient } from './session-client.ts';
import type { SessionSnapshot } from './session-snapshot.ts';

/** The live state of a session; the component renders again whenever any of it changes. */
export const useSession = (client: SessionClient): SessionSnapshot =>
  useSyncExternalStore(client.subscribe, client.getSnapshot);

/**
 * A part of the live state; renders only when that part changes, which for most parts is not at every keystroke.
 * `select` must answer with a part of the snapshot or a plain value, not with a new object.
 */
export const useSessionPart = <T>(client: SessionClient, select: (snapshot: SessionSnapshot) => T): T =>
  useSyncExternalStore(client.subscribe, () => select(client.getSnapshot()));

/**
 * A connected client for as long as the component is mounted, another one when `session` changes; `undefined` only
 * in the first render. Of the other options the first values count.
 */
export function useSessionClient(options: SessionClientOptions): SessionClient | undefined {
  const [client, setClient] = useState<SessionClient>();
  const { session } = options;
  useEffect(() => {
    const created = new SessionClient(options);
    created.connect();
    setClient(created);
    return () => created.close();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- identity and host token are read once per session
  }, [session]);
  return client;
}
