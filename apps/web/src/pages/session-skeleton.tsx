import type { ReactElement } from 'react';
import './session-skeleton.css';

/** The lines of the session page before its code has come: what will be where, without a spinner. */
export function SessionSkeleton(): ReactElement {
  return (
    <main className="session-skeleton" aria-busy="true">
      <h1 className="reset-hidden">Opening the session</h1>
      <div className="session-skeleton-bar" />
      <div className="session-skeleton-side" />
      <div className="session-skeleton-code" />
      <div className="session-skeleton-output" />
    </main>
  );
}
