import type { ReactElement, ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Escape, the cross or a click outside. Without it the dialog asks for a decision. */
  readonly onClose?: () => void;
}

/** A modal dialog, open for as long as it is mounted. The browser traps the focus and gives it back. */
export function Dialog({ title, children, onClose }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the backdrop is the dialog's own; its key is Escape
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(cancel) => {
        cancel.preventDefault();
        onClose?.();
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) onClose?.();
      }}
    >
      <div className="dialog-sheet">
        <header className="dialog-head">
          <h2 id={titleId} className="dialog-title">
            {title}
          </h2>
          {onClose && (
            <Button kind="quiet" className="dialog-close" aria-label="Close" onClick={onClose}>
              ×
            </Button>
          )}
        </header>
        <div className="dialog-body">{children}</div>
      </div>
    </dialog>
  );
}
