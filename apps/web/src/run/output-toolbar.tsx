import type { RunChunk, RunRecord } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useMemo } from 'react';
import { downloadBlob } from '../share/download-files.ts';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { formatClock, formatCount, formatSize } from '../ui/format.ts';
import { toasts } from '../ui/toast-store.ts';
import type { OutputLog } from './output-log.ts';
import { measureOutput, runText } from './run-text.ts';
import './output-toolbar.css';

/** What this tab holds of a run beyond what is shown. */
export interface HiddenOutput {
  hiddenOutput(runId: string): readonly RunChunk[];
}

interface OutputToolbarProps {
  readonly run: RunRecord;
  readonly log: OutputLog;
  readonly sharedRuns: HiddenOutput;
  readonly onFind: () => void;
}

/** How much the shown run printed, and what can be done with that. */
export function OutputToolbar({ run, log, sharedRuns, onFind }: OutputToolbarProps): ReactElement {
  const { lines, sizeBytes } = useMemo(() => measureOutput(run.chunks), [run.chunks]);

  async function copy(): Promise<void> {
    toasts.show((await copyText(log.toText())) ? 'Output copied' : 'This browser does not let pages copy');
  }

  function download(): void {
    const name = `${run.entry.replace(/\.[^./]*$/, '')}-output.txt`;
    const text = wholeText(run.chunks, sharedRuns.hiddenOutput(run.runId));
    downloadBlob(name, new Blob([text], { type: 'text/plain' }));
  }

  return (
    <div className="output-toolbar">
      <p className="output-toolbar-facts" title={`Started at ${formatClock(run.startedAt)}`}>
        {sizeBytes > 0 && `${formatCount(lines, 'line')}, ${formatSize(sizeBytes)}`}
      </p>
      <div className="output-toolbar-actions">
        <Button kind="quiet" aria-label="Find in output" title="Find (Ctrl+F in the output)" onClick={onFind}>
          Find
        </Button>
        <Button kind="quiet" aria-label="Copy output" onClick={() => void copy()}>
          Copy
        </Button>
        <Button
          kind="quiet"
          aria-label="Download output"
          title="All of it, also what was cut"
          onClick={download}
        >
          Download
        </Button>
        <Button kind="quiet" aria-label="Clear output" onClick={() => log.clear()}>
          Clear
        </Button>
      </div>
    </div>
  );
}

/** All that a run printed. Where it was cut, the hidden rest follows in the place of our notices and the shown end. */
function wholeText(shown: readonly RunChunk[], hidden: readonly RunChunk[]): string {
  const cut = hidden.length > 0 ? shown.findIndex(({ kind }) => kind === 'notice') : -1;
  return runText([...(cut === -1 ? shown : shown.slice(0, cut)), ...hidden]);
}
