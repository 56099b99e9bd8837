import type { ReactElement } from 'react';
import type { SessionClient } from '../../session/session-client.ts';
import { downloadFiles } from '../../share/download-files.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** The server lost the session and restored an older state: a person decides, never a blind merge. */
export function EpochDialog({ client }: { client: SessionClient }): ReactElement {
  return (
    <Dialog title="The session was restored on the server">
      <p>
        The server had lost this session and has an older copy now. Your copy is complete in this tab. Which
        one goes on?
      </p>
      <div className="dialog-actions">
        <Button kind="signal" onClick={() => client.restoreFromMyCopy()}>
          Go on with my copy
        </Button>
        <Button onClick={() => client.takeServerCopy()}>Take the server’s</Button>
        <Button onClick={() => downloadFiles(client.copyFiles())}>Download my copy</Button>
      </div>
      <p>If somebody else has chosen their copy already, taking the server’s shows it.</p>
    </Dialog>
  );
}
