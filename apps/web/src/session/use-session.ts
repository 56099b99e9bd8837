import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SessionClientOptions } from './session-client.ts';
import { SessionClient } from './session-client.ts';
import type { SessionSnapshot } from './session-snapshot.ts';

/** The live state of a session; the component renders again whenever it changes. */
export const useSession = (client: SessionClient): SessionSnapshot =>
  useSyncExternalStore(client.subscribe, client.getSnapshot);

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
