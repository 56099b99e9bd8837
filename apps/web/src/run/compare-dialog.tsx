import type { RunRecord } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useMemo } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { formatClock, formatCount } from '../ui/format.ts';
import type { LineChange } from './line-diff.ts';
import { diffLines } from './line-diff.ts';
import { runText } from './run-text.ts';
import type { People } from './run-words.ts';
import { briefResult, runnerName } from './run-words.ts';
import './compare-dialog.css';

interface CompareDialogProps {
  /** In the order of their starts. */
  readonly runs: readonly [RunRecord, RunRecord];
  readonly people: People;
  readonly onClose: () => void;
}

/** Of more lines alike only the ends are shown. */
const CONTEXT_LINES = 3;
/** Of more lines that differ only the first are shown. */
const SHOWN_LINES = 1000;

/** What differs between the outputs of two runs, line by line, and how each ended. */
export function CompareDialog({ runs: [before, after], people, onClose }: CompareDialogProps): ReactElement {
  const changes = useMemo(() => diffLines(programText(before), programText(after)), [before, after]);
  const isSame = changes.every(({ kind }) => kind === 'same');
  return (
    <Dialog title="Two runs compared" onClose={onClose}>
      <dl className="compare-dialog-facts">
        <dt aria-label="Earlier run">−</dt>
        <dd>{factsOf(before, people)}</dd>
        <dt aria-label="Later run">+</dt>
        <dd>{factsOf(after, people)}</dd>
      </dl>
      <p>
        {isSame
          ? 'Both printed the same.'
          : `${formatCount(count(changes, 'removed'), 'line')} only in the earlier, ${formatCount(count(changes, 'added'), 'line')} only in the later.`}
      </p>
      <section className="compare-dialog-lines" aria-label="Differences" tabIndex={0}>
        {changes.map((change, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the changes of two runs that ended stay as they are
          <Change key={index} change={change} />
        ))}
      </section>
    </Dialog>
  );
}

function Change({ change: { kind, lines } }: { change: LineChange }): ReactElement {
  switch (kind) {
    case 'same':
      return <Same lines={lines} />;
    case 'removed':
      return (
        <del className="compare-dialog-change compare-dialog-removed">
          <Signed sign="−" lines={lines} />
        </del>
      );
    case 'added':
      return (
        <ins className="compare-dialog-change compare-dialog-added">
          <Signed sign="+" lines={lines} />
        </ins>
      );
    default:
      return unreachable(kind);
  }
}

function Same({ lines }: { lines: readonly string[] }): ReactElement {
  const hidden = lines.length - 2 * CONTEXT_LINES;
  const isFolded = hidden > CONTEXT_LINES;
  return (
    <>
      <div className="compare-dialog-change">
        <Signed sign=" " lines={isFolded ? lines.slice(0, CONTEXT_LINES) : lines} />
      </div>
      {isFolded && (
        <>
          <div className="compare-dialog-folded">{formatCount(hidden, 'line')} alike</div>
          <div className="compare-dialog-change">
            <Signed sign=" " lines={lines.slice(-CONTEXT_LINES)} />
          </div>
        </>
      )}
    </>
  );
}

function Signed({ sign, lines }: { sign: string; lines: readonly string[] }): ReactElement {
  const shown = lines.slice(0, SHOWN_LINES);
  const hidden = lines.length - shown.length;
  return (
    <>
      <span aria-hidden="true">{shown.map(() => `${sign}\n`).join('')}</span>
      <span>
        {shown.join('\n')}
        {hidden > 0 && `\n… and ${formatCount(hidden, 'line')} more`}
      </span>
    </>
  );
}

const factsOf = (run: RunRecord, people: People): string =>
  `${run.entry} at ${formatClock(run.startedAt)} by ${runnerName(run, people)}: ${briefResult(run)}`;

const programText = ({ chunks }: RunRecord): string =>
  runText(chunks.filter(({ kind }) => kind !== 'notice'));

const count = (changes: readonly LineChange[], wanted: LineChange['kind']): number =>
  changes.reduce((sum, { kind, lines }) => sum + (kind === wanted ? lines.length : 0), 0);
