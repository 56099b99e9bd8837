import { readMeta } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useMemo, useState } from 'react';
import type { OutputFile } from '../../files/keep-output.ts';
import { keepOutput } from '../../files/keep-output.ts';
import { switchLanguage } from '../../files/switch-language.ts';
import { useLostFile } from '../../files/use-lost-file.ts';
import { useTree } from '../../files/use-tree.ts';
import { OutputPanel } from '../../run/output-panel.tsx';
import type { RunController } from '../../run/run-controller.ts';
import { RunMenu } from '../../run/run-menu.tsx';
import { RunTests } from '../../run/run-tests.tsx';
import { SourceOpenerContext } from '../../run/source-opener.ts';
import { useShownRun } from '../../run/use-shown-run.ts';
import type { SessionClient } from '../../session/session-client.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { ShareDialog } from '../../share/share-dialog.tsx';
import { Splitter } from '../../ui/splitter.tsx';
import { toasts } from '../../ui/toast-store.ts';
import { useTitle } from '../../ui/use-title.ts';
import { CodePanel } from './code-panel.tsx';
import { EpochDialog } from './epoch-dialog.tsx';
import { ExpiringNotice } from './expiring-notice.tsx';
import type { PanelName } from './panel-tabs.tsx';
import { PanelTabs } from './panel-tabs.tsx';
import { RestoredNotice } from './restored-notice.tsx';
import { SessionHeader } from './session-header.tsx';
import { SetbackNotice } from './setback-notice.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { tellRefusal } from './tell-refusal.ts';
import { useOpenFiles } from './use-open-files.ts';
import { useRunning } from './use-running.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useSourceOpener } from './use-source-opener.ts';
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
  const files = useOpenFiles({ session, tree, entryId: entry });
  useLostFile({ doc, node: tree.find(({ fileId }) => fileId === files.openId), canEdit });
  const [dialog, setDialog] = useState<OpenDialog>();
  const [panel, setPanel] = useState<PanelName>('code');
  const [outputPercent, setOutputPercent] = useState(36);
  const running = useRunning({
    client,
    snapshot,
    controller,
    tree,
    openId: files.openId,
    entryId: entry,
    onStart: () => {
      setPanel('output');
      shownRun.follow();
    },
  });
  const { activity, alone, run, stop } = running;
  const shownRun = useShownRun(snapshot.runs, alone);
  const { opener, place } = useSourceOpener(tree, open);
  const outputs = useMemo(
    () => Object.entries(running.files).map(([path, bytes]): OutputFile => ({ path, bytes })),
    [running.files],
  );
  useTitle(snapshot.title || 'Untitled session');

  function open(fileId: string): void {
    files.open(fileId);
    setPanel('code');
  }

  async function chooseLanguage(chosen: LanguageId): Promise<void> {
    // Only when everyone has the language: its file without it could not be run.
    const isChanged = await tellRefusal(client.changeLanguage(chosen));
    if (isChanged) files.open(switchLanguage(client.doc, chosen));
  }

  function keep(file: OutputFile): void {
    const answer = keepOutput(doc, file, snapshot.limits);
    toasts.show(answer.ok ? `${file.path} is a file of the session now` : answer.problem.message);
  }

  useShortcuts({ onRun: () => run(), onStop: stop, onHelp: () => setDialog('shortcuts') });

  return (
    <div className="workbench" data-panel={panel}>
      <SessionHeader
        snapshot={snapshot}
        canEdit={canEdit}
        activity={activity}
        onTitle={(title) => void tellRefusal(client.changeTitle(title))}
        onLanguage={(chosen) => void chooseLanguage(chosen)}
        onRun={() => run()}
        onStop={stop}
        onShare={() => setDialog('share')}
        runMenu={
          <>
            {running.hasTests && activity.kind === 'idle' && (
              <RunTests onRun={() => run({ mode: 'tests' })} />
            )}
            <RunMenu
              language={language}
              isBusy={activity.kind !== 'idle'}
              hasTests={running.hasTests}
              keepsConsole={running.keepsConsole}
              onRunTests={() => run({ mode: 'tests' })}
              onRunWithNetwork={() => run({ allowsNetwork: true })}
              onKeepConsole={running.keepConsole}
            />
          </>
        }
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
        {snapshot.isExpiring && snapshot.expiresAt && (
          <ExpiringNotice expiresAt={snapshot.expiresAt} onDismiss={() => client.dismissExpiring()} />
        )}
        {snapshot.wasRestored && <RestoredNotice onDismiss={() => client.dismissRestored()} />}
        <div className="workbench-panels" style={{ '--output-size': `${outputPercent}%` }}>
          <SidePanel
            client={client}
            snapshot={snapshot}
            tree={tree}
            openId={files.openId}
            canEdit={canEdit}
            onOpen={open}
            outputs={outputs}
            onKeepOutput={canEdit ? keep : undefined}
          />
          <CodePanel
            client={client}
            files={files}
            isLoaded={isLoaded}
            isReadOnly={!canEdit}
            place={place}
            faults={running.faults}
            onRun={() => run()}
            onStop={stop}
          />
          <Splitter label="Width of the output" percent={outputPercent} onChange={setOutputPercent} />
          <SourceOpenerContext value={opener}>
            <OutputPanel
              runs={shownRun.runs}
              shown={shownRun.shown}
              isAlone={shownRun.shown !== undefined && shownRun.shown === alone}
              activity={activity}
              own={running.own}
              hasPreview={language === 'html' || running.own?.request.language === 'html'}
              reloads={running.reloads}
              onReloads={running.setReloads}
              onReload={running.reload}
              participants={participants}
              selfId={self?.participantId}
              canEdit={canEdit}
              controller={controller}
              sharedRuns={client.runs}
              onShow={shownRun.show}
            />
          </SourceOpenerContext>
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
