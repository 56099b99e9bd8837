import type { ReactElement } from 'react';
import { useId, useRef } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { toasts } from './toast-store.ts';
import './field.css';
import './copy-field.css';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

/** A line to copy, with a button that does. */
export function CopyField({ label, value, hint }: CopyFieldProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  async function copy(): Promise<void> {
    if (await copyText(value)) toasts.show(`${label} copied`);
    else {
      field.current?.select();
      toasts.show('Press Ctrl+C to copy');
    }
  }

  return (
    <div className="copy-field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="copy-field-row">
        <input
          ref={field}
          id={id}
          className="field copy-field-value"
          readOnly
          value={value}
          aria-describedby={`${id}-hint`}
          onFocus={({ target }) => target.select()}
        />
        <Button aria-label={`Copy ${label.toLowerCase()}`} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      <p id={`${id}-hint`} className="copy-field-hint">
        {hint}
      </p>
    </div>
  );
}
