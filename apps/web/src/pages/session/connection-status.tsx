import type { ReactElement } from 'react';
import type { Connection } from '../../session/session-snapshot.ts';
import { connectionWords } from './connection-words.ts';
import './connection-status.css';

/**
 * How this tab stands with the server. It changes with every burst of typing, so it is not read out; what somebody
 * must hear, going offline and coming back, is said by a second element.
 */
export function ConnectionStatus({ connection }: { connection: Connection }): ReactElement {
  const { state, words } = connectionWords(connection);
  return (
    <>
      <div
        className="connection-status"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output is for the result of a form
        role="status"
        aria-live="off"
        aria-label="Connection"
        data-state={state}
      >
        <span className="connection-status-mark" aria-hidden="true" />
        {words}
      </div>
      <output className="reset-hidden">{state === 'saved' || state === 'saving' ? '' : words}</output>
    </>
  );
}
