import type { LanguageId } from '@pairlink/protocol';
import { isLanguageId, LANGUAGES } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import '../ui/field.css';
import './language-select.css';

interface LanguageSelectProps {
  readonly value: LanguageId;
  readonly isDisabled?: boolean;
  readonly className?: string;
  readonly onChange: (language: LanguageId) => void;
}

/** The combobox **Language**. */
export function LanguageSelect({
  value,
  isDisabled,
  className = '',
  onChange,
}: LanguageSelectProps): ReactElement {
  return (
    <span className={`language-select ${className}`}>
      <select
        className="field language-select-field"
        aria-label="Language"
        disabled={isDisabled}
        value={value}
        onChange={({ target }) => {
          if (isLanguageId(target.value)) onChange(target.value);
        }}
      >
        {Object.values(LANGUAGES).map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
