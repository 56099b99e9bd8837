import type { ReactElement } from 'react';
import { Notice } from './notice.tsx';

/** The server lost the session and put it back. */
export function RestoredNotice({ onDismiss }: { onDismiss: () => void }): ReactElement {
  return (
    <Notice kind="signal" what="The server had lost this session and has put it back." onDismiss={onDismiss}>
      Everything you see here is saved again, and the link is the same.
    </Notice>
  );
}
