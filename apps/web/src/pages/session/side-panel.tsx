import type { TreeNode } from '@pairlink/collab';
import type { ReactElement } from 'react';
import { FilesPanel } from '../../files/files-panel.tsx';
import type { OutputFile } from '../../files/keep-output.ts';
import { OutputFiles } from '../../files/output-files.tsx';
import { saveName } from '../../identity/identity.ts';
import { Participants } from '../../people/participants.tsx';
import type { SessionClient } from '../../session/session-client.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { formatMoment } from '../../ui/format.ts';
import { tellRefusal } from './tell-refusal.ts';
import './side-panel.css';

interface SidePanelProps {
  readonly client: SessionClient;
  readonly snapshot: SessionSnapshot;
  readonly tree: readonly TreeNode[];
  readonly openId: string | undefined;
  readonly canEdit: boolean;
  readonly onOpen: (fileId: string) => void;
  /** What this tab's last program wrote. */
  readonly outputs: readonly OutputFile[];
  /** Missing where nothing can be added to the session. */
  readonly onKeepOutput: ((file: OutputFile) => void) | undefined;
}

/** What is in the session, who is in it, and how long it stays. */
export function SidePanel(props: SidePanelProps): ReactElement {
  const { client, snapshot, tree, openId, canEdit, onOpen, outputs, onKeepOutput } = props;
  const { participants, self, limits, expiresAt } = snapshot;

  function rename(name: string): void {
    saveName(name);
    void tellRefusal(client.changeName(name));
  }

  return (
    <div id="people" className="side-panel">
      <section className="side-panel-files" aria-labelledby="files-title">
        <FilesPanel
          client={client}
          snapshot={snapshot}
          tree={tree}
          openId={openId}
          canEdit={canEdit}
          onOpen={onOpen}
        />
        <OutputFiles files={outputs} onKeep={onKeepOutput} />
      </section>
      <section className="side-panel-people" aria-labelledby="people-title">
        <h2 id="people-title" className="side-panel-title">
          People <span className="side-panel-count">{participants.length}</span>
        </h2>
        <Participants
          participants={participants}
          selfId={self?.participantId}
          nameLength={limits.nameLength}
          onRename={rename}
        />
      </section>
      {expiresAt && (
        <p className="side-panel-expiry">
          Kept until {formatMoment(Date.parse(expiresAt))}, {limits.sessionIdleHours} hours after the last
          edit. <kbd>F1</kbd> lists the shortcuts.
        </p>
      )}
    </div>
  );
}
