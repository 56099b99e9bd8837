import type { ReactElement } from 'react';
import { hostTokenFor } from '../../identity/host-tokens.ts';
import { loadIdentity } from '../../identity/identity.ts';
import { useRunController } from '../../run/use-run.ts';
import type { SessionClient } from '../../session/session-client.ts';
import { useSession, useSessionClient } from '../../session/use-session.ts';
import { SessionSkeleton } from '../session-skeleton.tsx';
import { GonePage } from './gone-page.tsx';
import { loadEditor } from './load-editor.ts';
import { RefusedPage } from './refused-page.tsx';
import { useRecentVisit } from './use-recent-visit.ts';
import { Workbench } from './workbench.tsx';

// The editor is the largest part of the page: it travels while the session is being joined.
loadEditor().catch(() => undefined);

/** `/s/:id` and `/w/:watchId`: `session` is a session id or a watch id. */
export function SessionPage({ session }: { session: string }): ReactElement {
  const client = useSessionClient({ session, identity: loadIdentity(), hostToken: hostTokenFor(session) });
  return client ? <JoinedSession client={client} session={session} /> : <SessionSkeleton />;
}

function JoinedSession({ client, session }: { client: SessionClient; session: string }): ReactElement {
  const snapshot = useSession(client);
  const controller = useRunController(client);
  useRecentVisit(session, snapshot);
  const { connection } = snapshot;
  if (connection.kind === 'gone') return <GonePage client={client} problem={connection.problem} />;
  if (connection.kind === 'refused') return <RefusedPage client={client} problem={connection.problem} />;
  if (!controller) return <SessionSkeleton />;
  return <Workbench session={session} client={client} snapshot={snapshot} controller={controller} />;
}
