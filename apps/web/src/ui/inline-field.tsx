import type { ReactElement } from 'react';
import { useState } from 'react';
import './field.css';

interface InlineFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly isReadOnly?: boolean;
  readonly placeholder?: string;
  readonly className?: string;
  /** Called with what was typed, trimmed and not empty, when it differs. */
  readonly onCommit: (value: string) => void;
}

/** Text that is edited where it stands: Enter or leaving keeps it, Escape does not. */
export function InlineField({ label, value, maxLength, onCommit, ...rest }: InlineFieldProps): ReactElement {
  const { isReadOnly = false, placeholder, className = '' } = rest;
  /** Half-typed text; `undefined` while nobody edits, so that what others set appears. */
  const [draft, setDraft] = useState<string>();

  function keep(): void {
    const wanted = draft?.trim().replaceAll(/\s+/g, ' ');
    setDraft(undefined);
    if (wanted && wanted !== value) onCommit(wanted);
  }

  return (
    <input
      className={`field-inline ${className}`}
      aria-label={label}
      title={isReadOnly ? value : `${label}: click to change`}
      value={draft ?? value}
      maxLength={maxLength}
      readOnly={isReadOnly}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={keep}
      onKeyDown={(key) => {
        if (key.key === 'Enter') key.currentTarget.blur();
        if (key.key === 'Escape') {
          setDraft(undefined);
          // After the state has taken effect, so that leaving keeps nothing.
          const field = key.currentTarget;
          requestAnimationFrame(() => field.blur());
        }
      }}
    />
  );
}
