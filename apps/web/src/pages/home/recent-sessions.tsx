import { LANGUAGES } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { Link } from 'wouter';
import { forgetSession, listRecentSessions } from '../../identity/recent-sessions.ts';
import { isEditId, sessionPath } from '../../share/session-path.ts';
import { Button } from '../../ui/button.tsx';
import { formatAgo } from '../../ui/format.ts';
import './recent-sessions.css';

/** Sessions that this browser had open; nobody else knows this list. */
export function RecentSessions(): ReactElement {
  const [sessions, setSessions] = useState(listRecentSessions);
  const [nowMs] = useState(() => Date.now());
  return (
    <section className="recent-sessions" aria-labelledby="recent-sessions-title">
      <h2 id="recent-sessions-title" className="recent-sessions-title">
        Recent in this browser
      </h2>
      {sessions.length === 0 && (
        <p className="recent-sessions-empty">Nothing yet. Sessions you open appear here, and only here.</p>
      )}
      <ul>
        {sessions.map(({ session, title, language, visitedAt }) => (
          <li key={session} className="recent-sessions-item">
            <Link href={sessionPath(session) ?? '/'} className="recent-sessions-link">
              <span className="recent-sessions-name">{title || 'Untitled session'}</span>
              <span className="recent-sessions-detail">
                {LANGUAGES[language].title} · {formatAgo(visitedAt, nowMs)}
                {isEditId(session) ? '' : ' · watching'}
              </span>
            </Link>
            <Button
              kind="quiet"
              aria-label={`Forget ${title || 'untitled session'}`}
              title="Forget: only takes it off this list"
              onClick={() => {
                forgetSession(session);
                setSessions(listRecentSessions());
              }}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
