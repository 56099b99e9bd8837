import type { FocusEvent, KeyboardEvent, ReactElement } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import './menu-button.css';

export interface MenuItem {
  readonly label: string;
  /** What it means, in a sentence. */
  readonly detail?: string;
  /** For a choice that is on or off; missing for a command. */
  readonly isChecked?: boolean;
  readonly onChoose: () => void;
}

interface MenuButtonProps {
  readonly label: string;
  readonly className?: string;
  readonly items: readonly MenuItem[];
}

/** A button that opens a menu: arrow keys move, Enter chooses, Escape closes, as the ARIA practices have it. */
export function MenuButton({ label, className, items }: MenuButtonProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const menuId = useId();
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (isOpen) list.current?.querySelector('button')?.focus();
  }, [isOpen]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKey(key: KeyboardEvent): void {
    if (key.key === 'Escape' && isOpen) close();
    else if (key.key === 'ArrowDown' && !isOpen) setOpen(true);
    else if (isOpen) return move(key);
    else return;
    key.preventDefault();
  }

  function move(key: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((one) => one === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[key.key];
    if (next === undefined) return;
    key.preventDefault();
    buttons.at(next % buttons.length)?.focus();
  }

  function leave({ relatedTarget, currentTarget }: FocusEvent): void {
    if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOpen(false);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only hears the keys of what is in it
    <div className="menu-button" onKeyDown={onKey} onBlur={leave}>
      <Button
        ref={button}
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">▾</span>
      </Button>
      {isOpen && (
        <div ref={list} id={menuId} className="menu-button-list" role="menu" aria-label={label}>
          {items.map((item) => (
            <Item key={item.label} item={item} onDone={close} />
          ))}
        </div>
      )}
    </div>
  );
}

function Item({ item, onDone }: { item: MenuItem; onDone: () => void }): ReactElement {
  const { label, detail, isChecked, onChoose } = item;
  return (
    <button
      type="button"
      className="menu-button-item"
      tabIndex={-1}
      {...(isChecked === undefined
        ? { role: 'menuitem' }
        : { role: 'menuitemcheckbox', 'aria-checked': isChecked })}
      onClick={({ isTrusted }) => {
        // A menu may start code in this browser: only a person's own gesture does.
        if (!isTrusted) return;
        onDone();
        onChoose();
      }}
    >
      <span aria-hidden="true">{isChecked === true ? '✓' : ''}</span>
      <span>{label}</span>
      {detail !== undefined && (
        <>
          {' '}
          <span className="menu-button-detail">{detail}</span>
        </>
      )}
    </button>
  );
}
