import type { Problem } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useId, useState } from 'react';
import type { SessionClient } from '../../session/session-client.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/problem-sentence.ts';
import { ProblemPage } from '../problem-page.tsx';
import '../../ui/field.css';
import './refused-page.css';

/** Not let in yet: asks for the password, or offers to try again. */
export function RefusedPage({ client, problem }: { client: SessionClient; problem: Problem }): ReactElement {
  const { what, todo } = sentenceFor(problem);
  const [password, setPassword] = useState('');
  const fieldId = useId();
  const wantsPassword = problem.code === 'wrong-password';
  return (
    <ProblemPage what={what} todo={todo}>
      <form
        className="refused-page-form"
        onSubmit={(submit) => {
          submit.preventDefault();
          client.connect(wantsPassword ? { password } : {});
        }}
      >
        {wantsPassword && (
          <label className="field-label" htmlFor={fieldId}>
            Password
            <input
              id={fieldId}
              className="field refused-page-password"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          </label>
        )}
        <Button type="submit" isLarge>
          {wantsPassword ? 'Come in' : 'Try again'}
        </Button>
      </form>
    </ProblemPage>
  );
}
