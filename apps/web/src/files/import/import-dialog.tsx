import type { Limits } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount, formatSize } from '../../ui/format.ts';
import type { Unfit } from './incoming.ts';
import type { ImportPlan } from './plan-import.ts';
import './import-dialog.css';

export type ImportQuestion =
  | { readonly kind: 'plan'; readonly plan: ImportPlan; readonly folder: string }
  | { readonly kind: 'unreadable'; readonly why: string };

interface ImportDialogProps {
  readonly question: ImportQuestion;
  readonly limits: Limits;
  readonly onTake: () => void;
  readonly onClose: () => void;
}

const SHOWN = 12;

/** What would happen, before anything does. */
export function ImportDialog({ question, limits, onTake, onClose }: ImportDialogProps): ReactElement {
  return (
    <Dialog title="Take files in" onClose={onClose}>
      {question.kind === 'unreadable' ? (
        <p role="alert">
          <strong>This cannot be taken in.</strong> {question.why} Nothing was changed.
        </p>
      ) : (
        <Plan plan={question.plan} folder={question.folder} />
      )}
      <p className="import-dialog-limits">
        A session takes {limits.filesPerSession} files and folders, {formatSize(limits.fileTextBytes)} of text
        in each file and {formatSize(limits.sessionTextBytes)} together. Only text for now.
      </p>
      <div className="dialog-actions">
        {question.kind === 'plan' && canTake(question.plan) && (
          <Button kind="signal" onClick={onTake}>
            {wordsOf(question.plan)}
          </Button>
        )}
        <Button onClick={onClose}>{question.kind === 'plan' ? 'Take nothing' : 'Close'}</Button>
      </div>
    </Dialog>
  );
}

function Plan({ plan, folder }: { plan: ImportPlan; folder: string }): ReactElement {
  const { files, replaced, unfit, refusal, sizeBytes } = plan;
  return (
    <>
      <p>
        {formatCount(files.length, 'text file')}, {formatSize(sizeBytes)}, into{' '}
        {folder === '' ? 'the top of the session' : folder}.
      </p>
      {replaced.length > 0 && (
        <List title="Get the new text, as an edit that everybody sees:" lines={replaced} />
      )}
      {unfit.length > 0 && (
        <List
          title={
            unfit.every(({ canBeLeftOut }) => canBeLeftOut) ? 'Would be left out:' : 'Cannot be taken in:'
          }
          lines={unfit.map(describe)}
        />
      )}
      {refusal !== undefined && (
        <p role="alert">
          <strong>It does not fit.</strong> {refusal} Nothing was changed.
        </p>
      )}
    </>
  );
}

function List({ title, lines }: { title: string; lines: readonly string[] }): ReactElement {
  return (
    <div>
      <p>{title}</p>
      <ul className="import-dialog-list">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > SHOWN && <li>and {lines.length - SHOWN} more</li>}
      </ul>
    </div>
  );
}

const describe = ({ path, why }: Unfit): string => `${path}: ${why}`;

const canTake = ({ files, refusal, unfit }: ImportPlan): boolean =>
  files.length > 0 && refusal === undefined && unfit.every(({ canBeLeftOut }) => canBeLeftOut);

const wordsOf = ({ files, unfit }: ImportPlan): string =>
  unfit.length > 0
    ? `Take ${formatCount(files.length, 'file')}, leave out ${unfit.length}`
    : `Take ${formatCount(files.length, 'file')} in`;
