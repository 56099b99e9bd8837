import type { TreeNode } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import { useEffect, useEffectEvent, useState } from 'react';
import { fileToRun } from '../../files/file-language.ts';
import { useConsoleChoice } from '../../run/console-choice.ts';
import { offersConsole } from '../../run/run-abilities.ts';
import type { RunController, RunControllerSnapshot } from '../../run/run-controller.ts';
import { useHoldsTests } from '../../run/use-holds-tests.ts';
import { useRunState } from '../../run/use-run.ts';
import type { SessionClient } from '../../session/session-client.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { prepareWhenIdle } from './prepare-when-idle.ts';

interface RunningOptions {
  readonly client: SessionClient;
  readonly snapshot: SessionSnapshot;
  readonly controller: RunController;
  readonly tree: readonly TreeNode[];
  /** The file in the editor, and the one that Run starts with otherwise. */
  readonly openId: string | undefined;
  readonly entryId: string | undefined;
  /** Somebody has started something. */
  readonly onStart: () => void;
}

export interface Running extends RunControllerSnapshot {
  readonly hasTests: boolean;
  readonly keepsConsole: boolean;
  readonly keepConsole: (isKept: boolean) => void;
  /** Whether the page on show follows the files. */
  readonly reloads: boolean;
  readonly setReloads: (reloads: boolean) => void;
  /** Shows the page on show anew, for everyone to see what it prints. */
  readonly reload: () => void;
  readonly run: (wish?: { readonly mode?: 'tests'; readonly allowsNetwork?: boolean }) => void;
  readonly stop: () => void;
}

/** Somebody who types gets the page when they pause. */
const RELOAD_AFTER_MS = 600;

/** What this tab runs, and the ways to start it. */
export function useRunning(options: RunningOptions): Running {
  const { client, snapshot, controller, tree, openId, entryId, onStart } = options;
  const { doc, isLoaded, language } = snapshot;
  const state = useRunState(controller);
  const file = fileToRun(tree, { openId, entryId, language });
  const hasTests = useHoldsTests(doc, { fileId: file?.fileId, language });
  const [keepsConsole, keepConsole] = useConsoleChoice();
  const [reloads, setReloads] = useState(false);
  const isPreviewing = state.own?.request.language === 'html';
  useEffect(
    () => (isLoaded ? prepareWhenIdle(controller, language) : undefined),
    [controller, isLoaded, language],
  );

  const requestFor = (path: string, chosen: LanguageId) => ({
    language: chosen,
    files: Object.fromEntries(client.copyFiles().map((copy) => [copy.path, copy.content])),
    entry: path,
  });

  function run({ mode, allowsNetwork = false }: Parameters<Running['run']>[0] = {}): void {
    if (!file || !isLoaded || (state.activity.kind !== 'idle' && !isPreviewing)) return;
    onStart();
    void controller.start({
      ...requestFor(file.path, language),
      ...(mode === undefined ? {} : { mode }),
      ...(allowsNetwork ? { allowsNetwork } : {}),
      ...(keepsConsole && mode === undefined && offersConsole(language) ? { isInteractive: true } : {}),
    });
  }

  function reload({ isPrivate = false } = {}): void {
    const shown = state.own?.request;
    if (shown?.language === 'html') void controller.start(requestFor(shown.entry, 'html'), { isPrivate });
  }
  // For this tab only: everyone's list of runs is not for every pause in somebody's typing.
  const follow = useEffectEvent(() => reload({ isPrivate: true }));
  useEffect(() => {
    if (!reloads || !isPreviewing) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => follow(), RELOAD_AFTER_MS);
    };
    doc.on('update', wait);
    return () => {
      clearTimeout(timer);
      doc.off('update', wait);
    };
  }, [doc, reloads, isPreviewing]);

  const stop = (): void => controller.stop();
  return {
    ...state,
    hasTests,
    keepsConsole,
    keepConsole,
    reloads,
    setReloads,
    reload: () => reload(),
    run,
    stop,
  };
}
