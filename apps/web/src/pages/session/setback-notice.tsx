import type { ReactElement } from 'react';
import type { Setback } from '../../session/session-snapshot.ts';
import { downloadFiles } from '../../share/download-files.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/problem-sentence.ts';
import './setback-notice.css';

/** Edits were refused for good: says so until somebody has read it, and keeps them for download. */
export function SetbackNotice({
  setback,
  onDismiss,
}: {
  setback: Setback;
  onDismiss: () => void;
}): ReactElement {
  const { what, todo } = sentenceFor(setback.problem);
  return (
    <div className="setback-notice" role="alert">
      <p>
        <strong>{what}</strong> {todo}
      </p>
      <Button onClick={() => downloadFiles(setback.files)}>Download my copy</Button>
      <Button onClick={onDismiss}>Close</Button>
    </div>
  );
}
