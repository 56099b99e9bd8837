import type { ReactElement } from 'react';
import { useEffect, useEffectEvent, useState } from 'react';
import { ThemeToggle } from '../../ui/theme-toggle.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { OpenSession } from './open-session.tsx';
import { prefetchWhenIdle } from './prefetch-session.ts';
import { RecentSessions } from './recent-sessions.tsx';
import { StartCoding } from './start-coding.tsx';
import { startLink } from './start-link.ts';
import { TemplateGallery } from './template-gallery.tsx';
import { useStartSession } from './use-start-session.ts';
import { Wordmark } from './wordmark.tsx';
import './home-page.css';

export function HomePage(): ReactElement {
  const starter = useStartSession();
  const [link] = useState(() => startLink(location.search));
  useTitle('');
  useEffect(prefetchWhenIdle, []);

  // Not in the history: going back would only start another session.
  const follow = useEffectEvent(() => {
    if (link.kind === 'start') starter.begin(link.request, { replace: true });
  });
  useEffect(() => {
    // In the next turn, so that a development build that mounts twice starts one session.
    const timer = setTimeout(() => follow());
    return () => clearTimeout(timer);
  }, []);

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
          <StartCoding {...starter} />
        </div>
        {link.kind === 'unknown' && (
          <p className="home-page-unknown" role="alert">
            {link.sentence}
          </p>
        )}
        <div className="home-page-return">
          <OpenSession />
          <RecentSessions />
        </div>
        <TemplateGallery {...starter} />
      </main>
      <footer className="home-page-foot">
        <p>A session is kept for 24 hours after its last edit.</p>
        <p>No server ever runs your code.</p>
      </footer>
    </div>
  );
}
