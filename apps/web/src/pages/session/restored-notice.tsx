import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import './restored-notice.css';

/** The server lost the session and put it back: says what that means for people until somebody has read it. */
export function RestoredNotice({ onDismiss }: { onDismiss: () => void }): ReactElement {
  return (
    <div className="restored-notice" role="alert">
      <p>
        <strong>The server had lost this session and has put it back.</strong> Everything you see here is
        saved again, and the link is the same.
      </p>
      <Button onClick={onDismiss}>Close</Button>
    </div>
  );
}
