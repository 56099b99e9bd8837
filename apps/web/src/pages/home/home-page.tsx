import type { ReactElement } from 'react';
import { useEffect } from 'react';
import { ThemeToggle } from '../../ui/theme-toggle.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { OpenSession } from './open-session.tsx';
import { prefetchWhenIdle } from './prefetch-session.ts';
import { RecentSessions } from './recent-sessions.tsx';
import { StartCoding } from './start-coding.tsx';
import { Wordmark } from './wordmark.tsx';
import './home-page.css';

export function HomePage(): ReactElement {
  useTitle('');
  useEffect(prefetchWhenIdle, []);
  return (
    <div className="home-page">
      <header className="home-page-bar">
        <p>Open a link, code together.</p>
        <ThemeToggle />
      </header>
      <main className="home-page-main">
        <Wordmark />
        <div className="home-page-start">
          <p className="home-page-lead">
            Write and run code with somebody else, through a link. No account, nothing to install: the code
            runs in your own browser.
          </p>
          <StartCoding />
        </div>
        <div className="home-page-return">
          <OpenSession />
          <RecentSessions />
        </div>
      </main>
      <footer className="home-page-foot">
        <p>A session is kept for 24 hours after its last edit.</p>
        <p>No server ever runs your code.</p>
      </footer>
    </div>
  );
}
