import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { SessionClient } from '../session/session-client.ts';
import { openRunner } from './open-runner.ts';
import type { OutputLog } from './output-log.ts';
import { OutputLogs } from './output-logs.ts';
import type { RunControllerSnapshot } from './run-controller.ts';
import { RunController } from './run-controller.ts';

/** This tab's programs, for as long as the component is mounted; `undefined` only in the first render. */
export function useRunController(client: SessionClient): RunController | undefined {
  const [controller, setController] = useState<RunController>();
  useEffect(() => {
    const created = new RunController({
      session: client.runs,
      openRunner,
      whoAmI: () => {
        const { self } = client.getSnapshot();
        return { participantId: self?.participantId ?? '', participantName: self?.name ?? 'You' };
      },
    });
    // oxlint-disable-next-line react/set-state-in-effect -- it owns a sandbox: made here, so that the effect can undo it
    setController(created);
    return () => created.close();
  }, [client]);
  return controller;
}

export const useRunState = (controller: RunController): RunControllerSnapshot =>
  useSyncExternalStore(controller.subscribe, controller.getSnapshot);

/** The output of each run as this tab shows it: one that was cleared stays so while another is looked at. */
export function useOutputLog(runId: string | undefined): OutputLog {
  const [logs] = useState(() => new OutputLogs((render) => requestAnimationFrame(render)));
  return useMemo(() => logs.of(runId), [logs, runId]);
}
