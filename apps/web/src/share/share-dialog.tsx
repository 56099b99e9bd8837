import type { ReactElement } from 'react';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatMoment } from '../ui/format.ts';
import { QrCode } from './qr-code.tsx';
import { watchIdFor } from './watch-links.ts';
import './share-dialog.css';

interface ShareDialogProps {
  /** The id in this page's address. */
  readonly session: string;
  /** Missing for watchers, who never learn it. */
  readonly sessionId: string | undefined;
  /** ISO 8601. */
  readonly expiresAt: string | undefined;
  readonly onClose: () => void;
}

export function ShareDialog({ session, sessionId, expiresAt, onClose }: ShareDialogProps): ReactElement {
  const watchId = sessionId === undefined ? session : watchIdFor(sessionId);
  const editLink = sessionId && `${location.origin}/s/${sessionId}`;
  const watchLink = watchId && `${location.origin}/w/${watchId}`;
  const shown = editLink ?? watchLink;
  return (
    <Dialog title="Share this session" onClose={onClose}>
      <div className="share-dialog">
        <div className="share-dialog-links">
          {editLink && (
            <CopyField
              label="Edit link"
              value={editLink}
              hint="Whoever opens it writes and runs code with you."
            />
          )}
          {watchLink && (
            <CopyField
              label="Watch link"
              value={watchLink}
              hint="Whoever opens it sees everything and can change nothing. The edit link cannot be guessed from it."
            />
          )}
          {expiresAt && (
            <p className="share-dialog-expiry">
              Kept until {formatMoment(Date.parse(expiresAt))}. Every edit prolongs that.
            </p>
          )}
        </div>
        {shown && (
          <figure className="share-dialog-code">
            <QrCode text={shown} label={`QR code of the ${editLink ? 'edit' : 'watch'} link`} />
            <figcaption>Point a phone here.</figcaption>
          </figure>
        )}
      </div>
    </Dialog>
  );
}
