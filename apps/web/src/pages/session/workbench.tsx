import { readMeta } from '@pairlink/collab';
import type { Answer, LanguageId } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { Suspense, useEffect, useState } from 'react';
import { fileLanguage, fileToRun } from '../../files/file-language.ts';
import { FileTree } from '../../files/file-tree.tsx';
import { OpenFiles } from '../../files/open-files.tsx';
import { switchLanguage } from '../../files/switch-language.ts';
import { useTree } from '../../files/use-tree.ts';
import { saveName } from '../../identity/identity.ts';
import { Participants } from '../../people/participants.tsx';
import { OutputPanel } from '../../run/output-panel.tsx';
import type { RunController } from '../../run/run-controller.ts';
import { latestRun } from '../../run/run-words.ts';
import { useRunState } from '../../run/use-run.ts';
import type { SessionClient } from '../../session/session-client.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { ShareDialog } from '../../share/share-dialog.tsx';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { sentenceFor } from '../../ui/problem-sentence.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { toasts } from '../../ui/toast-store.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { useTitle } from '../../ui/use-title.ts';
import { EditorSkeleton } from './editor-skeleton.tsx';
import { EpochDialog } from './epoch-dialog.tsx';
import { LazyEditor } from './load-editor.ts';
import { PanelTabs, type PanelName } from './panel-tabs.tsx';
import { SessionHeader } from './session-header.tsx';
import { SetbackNotice } from './setback-notice.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useOpenFiles } from './use-open-files.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './workbench.css';

interface WorkbenchProps {
  readonly session: string;
  readonly client: SessionClient;
  readonly snapshot: SessionSnapshot;
  readonly controller: RunController;
}

type OpenDialog = 'share' | 'shortcuts' | undefined;

/** The session page: puts the panels together and knows what a person may do. */
export function Workbench({ session, client, snapshot, controller }: WorkbenchProps): ReactElement {
  const { doc, isLoaded, role, isLocked, language, participants, self, limits, expiresAt } = snapshot;
  const canEdit = isLoaded && role !== 'viewer' && (!isLocked || role === 'host');
  const tree = useTree(doc);
  const { openFiles, openId, open, close } = useOpenFiles(tree, readMeta(doc).entry);
  const { activity, alone } = useRunState(controller);
  const [dialog, setDialog] = useState<OpenDialog>();
  const [panel, setPanel] = useState<PanelName>('code');
  const [outputPercent, setOutputPercent] = useState(36);
  const theme = useTheme();
  const shownRun = latestRun(snapshot.runs, alone);
  useTitle(snapshot.title || 'Untitled session');
  useEffect(
    () => prepareWhenIdle(controller, isLoaded ? language : undefined),
    [controller, isLoaded, language],
  );

  function chooseLanguage(chosen: LanguageId): void {
    void tell(client.changeLanguage(chosen));
    open(switchLanguage(doc, chosen));
  }

  function run(): void {
    const file = fileToRun(tree, { openId, entryId: readMeta(doc).entry, language });
    if (!file || activity.kind !== 'idle') return;
    const files = Object.fromEntries(client.copyFiles().map(({ path, content }) => [path, content]));
    setPanel('output');
    void controller.start({ language, files, entry: file.path });
  }

  const stop = (): void => controller.stop();
  useShortcuts({ onRun: run, onStop: stop, onHelp: () => setDialog('shortcuts') });

  return (
    <div className="workbench" data-panel={panel}>
      <SessionHeader
        snapshot={snapshot}
        canEdit={canEdit}
        activity={activity}
        onTitle={(title) => void tell(client.changeTitle(title))}
        onLanguage={chooseLanguage}
        onRun={run}
        onStop={stop}
        onShare={() => setDialog('share')}
      />
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
      <main className="workbench-panels" style={{ '--output-size': `${outputPercent}%` }}>
        <div id="people" className="workbench-side">
          <section className="workbench-files" aria-labelledby="files-title">
            <h2 id="files-title" className="workbench-title">
              Files
            </h2>
            <FileTree
              tree={tree}
              openId={openId}
              onOpen={(fileId) => {
                open(fileId);
                setPanel('code');
              }}
            />
          </section>
          <section className="workbench-people" aria-labelledby="people-title">
            <h2 id="people-title" className="workbench-title">
              People{' '}
              <span className="workbench-count">
                {formatCount(participants.length, 'person').replace('persons', 'people')}
              </span>
            </h2>
            <Participants
              participants={participants}
              selfId={self?.participantId}
              nameLength={limits.nameLength}
              onRename={(name) => {
                saveName(name);
                void tell(client.changeName(name));
              }}
            />
          </section>
          {expiresAt && (
            <p className="workbench-expiry">
              Kept until {formatMoment(Date.parse(expiresAt))}, {limits.sessionIdleHours} hours after the last
              edit. <kbd>F1</kbd> lists the shortcuts.
            </p>
          )}
        </div>
        <section id="code" className="workbench-code" aria-label="Code">
          <OpenFiles files={openFiles} openId={openId} onOpen={open} onClose={close} />
          <div className="workbench-editor">
            {isLoaded && openId !== undefined ? (
              <Suspense fallback={<EditorSkeleton />}>
                <LazyEditor
                  client={client}
                  fileId={openId}
                  language={fileLanguage(tree.find(({ fileId }) => fileId === openId)?.path ?? '')}
                  isReadOnly={!canEdit}
                  theme={theme}
                  onRun={run}
                  onStop={stop}
                />
              </Suspense>
            ) : (
              <EditorSkeleton />
            )}
          </div>
        </section>
        <Splitter label="Width of the output" percent={outputPercent} onChange={setOutputPercent} />
        <div id="output" className="workbench-output">
          <OutputPanel
            run={shownRun}
            isAlone={shownRun !== undefined && shownRun === alone}
            activity={activity}
            participants={participants}
            selfId={self?.participantId}
            canAnswer={canEdit || shownRun === alone}
            onInput={(runId, line) => controller.sendInput(runId, line)}
          />
        </div>
      </main>
      <PanelTabs panel={panel} onChange={setPanel} />
      {dialog === 'share' && (
        <ShareDialog
          session={session}
          sessionId={snapshot.sessionId}
          expiresAt={expiresAt}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(undefined)} />}
      {snapshot.connection.kind === 'epoch-changed' && <EpochDialog client={client} />}
    </div>
  );
}

/** Loads the language while nobody waits for it, so that the first run does not have to. */
function prepareWhenIdle(
  controller: RunController,
  language: LanguageId | undefined,
): (() => void) | undefined {
  if (!language) return undefined;
  const timer = setTimeout(() => {
    // A download that fails is tried again, and told of, by the run itself.
    controller.prepare(language).catch(() => undefined);
  }, 2000);
  return () => clearTimeout(timer);
}

/** What a person asked for was refused: they are told why. */
async function tell(asked: Promise<Answer>): Promise<void> {
  const answer = await asked;
  if (!answer.ok) toasts.show(sentenceFor(answer.problem).what);
}
