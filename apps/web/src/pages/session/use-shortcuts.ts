import { useEffect, useEffectEvent } from 'react';

interface Shortcuts {
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly onHelp: () => void;
}

/** The page's keys, wherever the focus is. Captured on the way down: the editor would take F1 for itself. */
export function useShortcuts({ onRun, onStop, onHelp }: Shortcuts): void {
  const press = useEffectEvent((key: KeyboardEvent) => {
    const action = actionFor(key, { onRun, onStop, onHelp });
    if (!action) return;
    key.preventDefault();
    key.stopPropagation();
    action();
  });
  useEffect(() => {
    const listener = (key: KeyboardEvent): void => press(key);
    addEventListener('keydown', listener, { capture: true });
    return () => removeEventListener('keydown', listener, { capture: true });
  }, []);
}

function actionFor(key: KeyboardEvent, { onRun, onStop, onHelp }: Shortcuts): (() => void) | undefined {
  // Only a person's own gesture starts code in their browser, and none that is meant for a dialog in front of it.
  if (!key.isTrusted || key.altKey || document.querySelector('dialog[open]')) return undefined;
  if (key.key === 'F1') return onHelp;
  if (!key.ctrlKey && !key.metaKey) return undefined;
  if (key.key === 'Enter') return onRun;
  return key.key === '.' ? onStop : undefined;
}
