import type { ReactElement } from 'react';
import { useSyncExternalStore } from 'react';
import { toasts } from './toast-store.ts';
import './toasts.css';

export function Toasts(): ReactElement {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.getSnapshot);
  return (
    <output className="toasts" aria-label="Notices">
      {shown.map(({ id, text }) => (
        <span key={id} className="toasts-item">
          {text}
        </span>
      ))}
    </output>
  );
}
