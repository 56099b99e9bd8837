import { isSessionId, isWatchId } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { HomePage } from './pages/home/home-page.tsx';
import { ProblemPage } from './pages/problem-page.tsx';
import { SessionSkeleton } from './pages/session-skeleton.tsx';
import { Toasts } from './ui/toasts.tsx';

const SessionPage = lazy(() =>
  import('./pages/session/session-page.tsx').then((module) => ({ default: module.SessionPage })),
);

export function App(): ReactElement {
  return (
    <>
      <Switch>
        <Route path="/" component={HomePage} />
        <Route path="/s/:id">{({ id }) => <SessionRoute session={id} isValid={isSessionId(id)} />}</Route>
        <Route path="/w/:id">{({ id }) => <SessionRoute session={id} isValid={isWatchId(id)} />}</Route>
        <Route>
          <ProblemPage what="There is no page here." todo="Check the address, or go to the first page." />
        </Route>
      </Switch>
      <Toasts />
    </>
  );
}

/** A malformed id is answered here: it costs neither the editor's download nor a question to the server. */
function SessionRoute({ session, isValid }: { session: string; isValid: boolean }): ReactElement {
  if (!isValid) {
    return (
      <ProblemPage
        what="This is not a link to a session."
        todo="A few characters are missing or wrong. Copy the link again, whole."
      />
    );
  }
  return (
    <Suspense fallback={<SessionSkeleton />}>
      <SessionPage key={session} session={session} />
    </Suspense>
  );
}
