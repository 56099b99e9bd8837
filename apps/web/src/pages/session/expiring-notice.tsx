import type { ReactElement } from 'react';
import { formatMoment } from '../../ui/format.ts';
import { Notice } from './notice.tsx';

interface ExpiringNoticeProps {
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly onDismiss: () => void;
}

/** Nobody has edited for almost as long as a session is kept. */
export function ExpiringNotice({ expiresAt, onDismiss }: ExpiringNoticeProps): ReactElement {
  return (
    <Notice kind="signal" what="This session will soon be removed." onDismiss={onDismiss}>
      It goes {formatMoment(Date.parse(expiresAt))} if everyone has left by then. Any edit keeps it.
    </Notice>
  );
}
