import type { ReactElement } from 'react';
import { useRef } from 'react';
import './name-field.css';

interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  /** Enter, or leaving with something typed. */
  readonly onDone: (typed: string) => void;
  readonly onCancel: () => void;
}

/** A name that is being typed in the tree: Enter keeps it, Escape does not. */
export function NameField({ label, value, onDone, onCancel }: NameFieldProps): ReactElement {
  const isOver = useRef(false);

  function finish(typed: string): void {
    // Removing the field takes its focus, which would count as leaving.
    if (isOver.current) return;
    isOver.current = true;
    const name = typed.trim();
    if (name === '' || name === value) onCancel();
    else onDone(name);
  }

  return (
    <input
      ref={(field) => {
        if (!field || field === document.activeElement) return;
        field.focus();
        // The ending mostly stays.
        const dot = value.lastIndexOf('.');
        field.setSelectionRange(0, dot > 0 ? dot : value.length);
      }}
      className="name-field"
      aria-label={label}
      defaultValue={value}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onBlur={({ target }) => finish(target.value)}
      onClick={(click) => click.stopPropagation()}
      onKeyDown={(key) => {
        // The tree has keys of its own.
        key.stopPropagation();
        if (key.key === 'Enter') {
          // Or the same key goes on to the editor, where what is opened takes the focus.
          key.preventDefault();
          finish(key.currentTarget.value);
        }
        if (key.key === 'Escape') {
          isOver.current = true;
          onCancel();
        }
      }}
    />
  );
}
