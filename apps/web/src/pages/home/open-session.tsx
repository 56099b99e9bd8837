import type { ReactElement } from 'react';
import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../ui/button.tsx';
import { pastedSession } from './pasted-session.ts';
import '../../ui/field.css';
import './open-session.css';

/** A field that takes what somebody was sent: link, path or id. */
export function OpenSession(): ReactElement {
  const [, navigate] = useLocation();
  const [pasted, setPasted] = useState('');
  const [isRefused, setRefused] = useState(false);
  const fieldId = useId();
  const problemId = useId();

  function open(): void {
    const path = pastedSession(pasted);
    setRefused(path === undefined);
    if (path) navigate(path);
  }

  return (
    <section className="open-session" aria-labelledby={`${fieldId}-title`}>
      <h2 id={`${fieldId}-title`} className="open-session-title">
        Open a session
      </h2>
      <form
        className="open-session-form"
        noValidate
        onSubmit={(submit) => {
          submit.preventDefault();
          open();
        }}
      >
        <label className="field-label" htmlFor={fieldId}>
          Link or id
        </label>
        <div className="open-session-row">
          <input
            id={fieldId}
            className="field open-session-field"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder="https://…/s/…"
            value={pasted}
            aria-invalid={isRefused}
            aria-describedby={problemId}
            onChange={({ target }) => {
              setPasted(target.value);
              setRefused(false);
            }}
          />
          <Button type="submit">Open</Button>
        </div>
        <p id={problemId} className="field-problem" role="alert">
          {isRefused ? 'That is no link to a session. Paste the whole link, or its last part.' : ''}
        </p>
      </form>
    </section>
  );
}
