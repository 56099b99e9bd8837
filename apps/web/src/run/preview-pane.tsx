import type { ReactElement } from 'react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import './preview-pane.css';

interface PreviewPaneProps {
  readonly isShown: boolean;
  readonly reloads: boolean;
  readonly onReloads: (reloads: boolean) => void;
  /** Shows the same page anew, as the files are now. */
  readonly onReload: () => void;
  /** Takes the element in which pages are shown; answers with the undo. */
  readonly place: (container: HTMLElement) => () => void;
}

/** Where a page of the session is shown, apart from the app and clearly not part of it. */
export function PreviewPane(props: PreviewPaneProps): ReactElement {
  const { isShown, reloads, onReloads, onReload, place } = props;
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => (page.current ? place(page.current) : undefined), [place]);
  return (
    <section className="preview-pane" aria-label="Preview" data-shown={isShown}>
      <header className="preview-pane-head">
        <p className="preview-pane-title">
          <strong>Preview</strong> — this page’s own code, sealed off
        </p>
        {isShown && (
          <Button kind="quiet" onClick={onReload}>
            Reload
          </Button>
        )}
        <label>
          <input type="checkbox" checked={reloads} onChange={({ target }) => onReloads(target.checked)} />{' '}
          Reload as files change, for me
        </label>
        <details className="preview-pane-help">
          <summary>What is sealed?</summary>
          <p>
            The page cannot reach this app, its storage, your sessions or any website. One way out is left
            that browsers do not close: a page can open a WebRTC connection and send what is in these files
            through it. Run only pages of people you trust.
          </p>
        </details>
      </header>
      <div ref={page} className="preview-pane-page">
        {!isShown && <p className="preview-pane-empty">Run shows the page here.</p>}
      </div>
    </section>
  );
}
