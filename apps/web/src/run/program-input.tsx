import type { KeyboardEvent, ReactElement } from 'react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import '../ui/field.css';
import type { InputHistory } from './input-history.ts';
import './program-input.css';

interface ProgramInputProps {
  /** Whether the focus goes here: for whoever started the program, and never away from somebody else's typing. */
  readonly isMine: boolean;
  /** False in a console between two prompts: what is typed stays until the program reads again. */
  readonly isWaiting: boolean;
  /** What the program asked last, such as `>>> `. */
  readonly prompt: string;
  readonly history: InputHistory;
  readonly onSend: (line: string) => void;
  /** Ctrl+D. Missing where the program cannot be told. */
  readonly onEnd: (() => void) | undefined;
}

/** The line that a waiting program reads. Arrow keys bring back lines sent before. */
export function ProgramInput(props: ProgramInputProps): ReactElement {
  const { isMine, isWaiting, prompt, history, onSend, onEnd } = props;
  const [line, setLine] = useState('');

  function onKey(key: KeyboardEvent<HTMLInputElement>): void {
    if (key.key === 'ArrowUp') setLine(history.older(line));
    else if (key.key === 'ArrowDown') setLine(history.newer(line));
    else if (key.key === 'd' && key.ctrlKey && line === '' && isWaiting && onEnd) onEnd();
    else return;
    key.preventDefault();
  }

  return (
    <form
      className="program-input"
      onSubmit={(submit) => {
        submit.preventDefault();
        if (!isWaiting) return;
        history.add(line);
        onSend(line);
        setLine('');
      }}
    >
      {/* The end of it: what was asked in several lines stands in the output. */}
      <span className="program-input-prompt" aria-hidden="true">
        {prompt.split('\n').at(-1)?.trim() || '>'}
      </span>
      <input
        className="field program-input-line"
        aria-label="Program input"
        placeholder="type a line"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the program asks who started it
        autoFocus={isMine}
        value={line}
        onChange={({ target }) => setLine(target.value)}
        onKeyDown={onKey}
      />
      {onEnd && (
        <Button kind="quiet" title="No more input (Ctrl+D)" disabled={!isWaiting} onClick={onEnd}>
          End input
        </Button>
      )}
      <Button type="submit" kind="signal" disabled={!isWaiting}>
        Send
      </Button>
    </form>
  );
}
