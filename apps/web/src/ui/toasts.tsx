import type { ReactElement } from 'react';
import { useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { toasts } from './toast-store.ts';
import './toasts.css';

export function Toasts(): ReactElement {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.getSnapshot);
  return (
    <output className="toasts" aria-label="Notices">
      {shown.map(({ id, text, action }) => (
        <span key={id} className="toasts-item">
          {text}
          {action && (
            <Button
              className="toasts-action"
              onClick={() => {
                toasts.dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
        </span>
      ))}
    </output>
  );
}
