import type { ReactElement } from 'react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import '../ui/field.css';
import './program-input.css';

interface ProgramInputProps {
  /** Whether the focus goes here: for whoever started the program, and never away from somebody else's typing. */
  readonly isMine: boolean;
  readonly onSend: (line: string) => void;
}

/** The line that a waiting program reads. */
export function ProgramInput({ isMine, onSend }: ProgramInputProps): ReactElement {
  const [line, setLine] = useState('');
  return (
    <form
      className="program-input"
      onSubmit={(submit) => {
        submit.preventDefault();
        onSend(line);
        setLine('');
      }}
    >
      <input
        className="field program-input-line"
        aria-label="Program input"
        placeholder="The program waits for a line"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the program asks who started it
        autoFocus={isMine}
        value={line}
        onChange={({ target }) => setLine(target.value)}
      />
      <Button type="submit" kind="signal">
        Send
      </Button>
    </form>
  );
}
