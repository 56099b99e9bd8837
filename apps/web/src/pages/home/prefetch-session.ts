/** Time after the page is quiet before it fetches ahead, so that nothing competes with the first paint. */
const SETTLE_MS = 1500;

let isFetched = false;

/**
 * Brings the session page's files into the browser's cache without running them: its code runs on the click, or on
 * `warmSession`. Not where the person asked to save data.
 */
export function prefetchWhenIdle(): () => void {
  if (isFetched || isSavingData()) return () => {};
  const timer = setTimeout(prefetch, SETTLE_MS);
  return () => clearTimeout(timer);
}

/** Loads and runs the session page's code: somebody points at the button. */
export function warmSession(): void {
  // Offline for a moment is no matter: opening the session loads it again, and tells if it cannot.
  import('../session/session-page.tsx').catch(() => undefined);
}

function prefetch(): void {
  isFetched = true;
  const files = document.querySelector<HTMLMetaElement>('meta[name="session-files"]')?.content ?? '';
  for (const href of files.split(' ').filter(Boolean)) {
    const link = document.createElement('link');
    link.rel = 'prefetch';
    link.href = href;
    link.as = href.endsWith('.css') ? 'style' : 'script';
    // As the import will ask for it: another mode would fetch it a second time.
    link.crossOrigin = '';
    document.head.append(link);
  }
}

const isSavingData = (): boolean =>
  'connection' in navigator &&
  typeof navigator.connection === 'object' &&
  navigator.connection !== null &&
  'saveData' in navigator.connection &&
  navigator.connection.saveData === true;
