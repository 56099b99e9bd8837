/** What a closing tab asks of its session. */
export interface Unloadable {
  readonly hasUnsavedEdits: () => boolean;
  /** Writes them where the next tab finds them. */
  readonly flush: () => Promise<void>;
}

/**
 * Lets the browser ask "leave page?" while edits are unsaved, and only then; and stores them when the page is hidden,
 * the last moment that phones grant. Returns the undo.
 */
export function guardUnload(session: Unloadable): () => void {
  if (!('document' in globalThis)) return () => {};
  const onBeforeUnload = (leaving: BeforeUnloadEvent): void => {
    if (session.hasUnsavedEdits()) leaving.preventDefault();
  };
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden' && session.hasUnsavedEdits()) void session.flush();
  };
  // Permanently listening for beforeunload keeps pages out of the back/forward cache in some browsers; an open
  // WebSocket does that anyway.
  window.addEventListener('beforeunload', onBeforeUnload);
  document.addEventListener('visibilitychange', onHidden);
  return () => {
    window.removeEventListener('beforeunload', onBeforeUnload);
    document.removeEventListener('visibilitychange', onHidden);
  };
}
