import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { ThemeToggle } from '../ui/theme-toggle.tsx';
import { useTitle } from '../ui/use-title.ts';
import '../ui/button.css';
import './problem-page.css';

interface ProblemPageProps {
  /** What is the matter, as a sentence. */
  readonly what: string;
  readonly todo: string;
  /** What can be done besides starting a new session. */
  readonly children?: ReactNode;
}

/** In place of a page that cannot be shown. */
export function ProblemPage({ what, todo, children }: ProblemPageProps): ReactElement {
  useTitle(what);
  return (
    <div className="problem-page">
      <header className="problem-page-bar">
        <Link href="/" className="problem-page-home">
          Pairlink
        </Link>
        <ThemeToggle />
      </header>
      <main className="problem-page-main">
        <h1 className="problem-page-what">{what}</h1>
        <p className="problem-page-todo">{todo}</p>
        <div className="problem-page-actions">
          {children}
          <Link href="/" className="button button-signal button-large">
            Go to the first page
          </Link>
        </div>
      </main>
    </div>
  );
}
