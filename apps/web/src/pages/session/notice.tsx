import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import './notice.css';

interface NoticeProps {
  readonly kind: 'danger' | 'signal';
  /** What happened, in a sentence of its own. */
  readonly what: string;
  /** What that means for people, or what they can do. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly onDismiss: () => void;
}

/** Says across the page what happened to the session, until somebody has read it. */
export function Notice({ kind, what, children, actions, onDismiss }: NoticeProps): ReactElement {
  return (
    <div className={`notice notice-${kind}`} role="alert">
      <p>
        <strong>{what}</strong> {children}
      </p>
      {actions}
      <Button onClick={onDismiss}>Close</Button>
    </div>
  );
}
