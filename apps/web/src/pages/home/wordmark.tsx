import type { ReactElement } from 'react';
import './wordmark.css';

/** The name, as two people would type it. */
export function Wordmark(): ReactElement {
  return (
    <h1 className="wordmark" aria-label="Pairlink">
      <span aria-hidden="true" className="wordmark-word">
        Pair
        <span className="wordmark-caret wordmark-first">
          <span className="wordmark-name">you</span>
        </span>
        link
        <span className="wordmark-caret wordmark-second">
          <span className="wordmark-name">Blue Fox</span>
        </span>
      </span>
    </h1>
  );
}
