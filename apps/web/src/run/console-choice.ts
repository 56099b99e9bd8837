import { useState } from 'react';

const STORAGE_KEY = 'pairlink.keep-console';

/** Whether this person wants a console after a program; remembered in this browser. */
export function useConsoleChoice(): readonly [isKept: boolean, keep: (isKept: boolean) => void] {
  const [isKept, setKept] = useState(readChoice);
  function keep(wanted: boolean): void {
    setKept(wanted);
    try {
      localStorage.setItem(STORAGE_KEY, String(wanted));
    } catch {
      // Storage may be denied; the choice then lasts as long as the page.
    }
  }
  return [isKept, keep];
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'true';
  } catch {
    return false;
  }
}
