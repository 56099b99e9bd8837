import { readMeta } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { fileToRun } from '../../files/file-language.ts';
import { switchLanguage } from '../../files/switch-language.ts';
import { useTree } from '../../files/use-tree.ts';
import { OutputPanel } from '../../run/output-panel.tsx';
import type { RunController } from '../../run/run-controller.ts';
import { latestRun } from '../../run/run-words.ts';
import { useRunState } from '../../run/use-run.ts';
import type { SessionClient } from '../../session/session-client.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { ShareDialog } from '../../share/share-dialog.tsx';
import { Splitter } from '../../ui/splitter.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { CodePanel } from './code-panel.tsx';
import { EpochDialog } from './epoch-dialog.tsx';
import type { PanelName } from './panel-tabs.tsx';
import { PanelTabs } from './panel-tabs.tsx';
import { prepareWhenIdle } from './prepare-when-idle.ts';
import { SessionHeader } from './session-header.tsx';
import { SetbackNotice } from './setback-notice.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { tellRefusal } from './tell-refusal.ts';
import { useOpenFiles } from './use-open-files.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './workbench.css';

interface WorkbenchProps {
  /** The id in the page's address. */
  readonly session: string;
  readonly client: SessionClient;
  readonly snapshot: SessionSnapshot;
  readonly controller: RunController;
}

type OpenDialog = 'share' | 'shortcuts' | undefined;

/** The session page: puts the panels together and knows what a person may do. */
export function Workbench({ session, client, snapshot, controller }: WorkbenchProps): ReactElement {
  const { doc, isLoaded, role, isLocked, language, participants, self } = snapshot;
  const canEdit = isLoaded && role !== 'viewer' && (!isLocked || role === 'host');
  const { entry } = readMeta(doc);
  const tree = useTree(doc);
  const files = useOpenFiles(tree, entry);
  const { activity, alone } = useRunState(controller);
  const [dialog, setDialog] = useState<OpenDialog>();
  const [panel, setPanel] = useState<PanelName>('code');
  const [outputPercent, setOutputPercent] = useState(36);
  const shownRun = latestRun(snapshot.runs, alone);
  const isAlone = shownRun !== undefined && shownRun === alone;
  useTitle(snapshot.title || 'Untitled session');
  useEffect(
    () => (isLoaded ? prepareWhenIdle(controller, language) : undefined),
    [controller, isLoaded, language],
  );

  async function chooseLanguage(chosen: LanguageId): Promise<void> {
    // Only when everyone has the language: its file without it could not be run.
    const isChanged = await tellRefusal(client.changeLanguage(chosen));
    if (isChanged) files.open(switchLanguage(client.doc, chosen));
  }

  function run(): void {
    const file = fileToRun(tree, { openId: files.openId, entryId: entry, language });
    if (!file || !isLoaded || activity.kind !== 'idle') return;
    const texts = Object.fromEntries(client.copyFiles().map(({ path, content }) => [path, content]));
    setPanel('output');
    void controller.start({ language, files: texts, entry: file.path });
  }

  const stop = (): void => controller.stop();
  useShortcuts({ onRun: run, onStop: stop, onHelp: () => setDialog('shortcuts') });

  return (
    <div className="workbench" data-panel={panel}>
      <SessionHeader
        snapshot={snapshot}
        canEdit={canEdit}
        activity={activity}
        onTitle={(title) => void tellRefusal(client.changeTitle(title))}
        onLanguage={(chosen) => void chooseLanguage(chosen)}
        onRun={run}
        onStop={stop}
        onShare={() => setDialog('share')}
      />
      <main className="workbench-main">
        {isLoaded && !canEdit && (
          <p className="workbench-notice">
            {role === 'viewer'
              ? 'You are watching: only people with the edit link can change anything here.'
              : 'The host has locked this session: nobody else can change anything for now.'}
          </p>
        )}
        {snapshot.setback && (
          <SetbackNotice setback={snapshot.setback} onDismiss={() => client.dismissSetback()} />
        )}
        <div className="workbench-panels" style={{ '--output-size': `${outputPercent}%` }}>
          <SidePanel
            client={client}
            snapshot={snapshot}
            tree={tree}
            openId={files.openId}
            onOpen={(fileId) => {
              files.open(fileId);
              setPanel('code');
            }}
          />
          <CodePanel
            client={client}
            files={files}
            isLoaded={isLoaded}
            isReadOnly={!canEdit}
            onRun={run}
            onStop={stop}
          />
          <Splitter label="Width of the output" percent={outputPercent} onChange={setOutputPercent} />
          <OutputPanel
            run={shownRun}
            isAlone={isAlone}
            activity={activity}
            participants={participants}
            selfId={self?.participantId}
            canAnswer={canEdit || isAlone}
            onInput={controller.sendInput}
          />
        </div>
      </main>
      <PanelTabs panel={panel} onChange={setPanel} />
      {dialog === 'share' && (
        <ShareDialog
          session={session}
          sessionId={snapshot.sessionId}
          expiresAt={snapshot.expiresAt}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(undefined)} />}
      {snapshot.connection.kind === 'epoch-changed' && <EpochDialog client={client} />}
    </div>
  );
}
