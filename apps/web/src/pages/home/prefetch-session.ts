import { prefetchSessionFiles } from '../session-files.ts';

/** Time after the page is quiet before it fetches ahead, so that nothing competes with the first paint. */
const SETTLE_MS = 1500;

let isFetched = false;

/** Fetches what `/s/:id` needs while nobody waits for it. Not where the person asked to save data. */
export function prefetchWhenIdle(): () => void {
  if (isFetched || isSavingData()) return () => {};
  const timer = setTimeout(() => {
    isFetched = true;
    prefetchSessionFiles();
  }, SETTLE_MS);
  return () => clearTimeout(timer);
}

/** Loads and runs the session page's code: somebody points at the button. */
export function warmSession(): void {
  // Offline for a moment is no matter: opening the session loads it again, and tells if it cannot.
  import('../session/session-page.tsx').catch(() => undefined);
}

const isSavingData = (): boolean =>
  'connection' in navigator &&
  typeof navigator.connection === 'object' &&
  navigator.connection !== null &&
  'saveData' in navigator.connection &&
  navigator.connection.saveData === true;
