import type { ReactElement } from 'react';
import type { Setback } from '../../session/session-snapshot.ts';
import { downloadFiles } from '../../share/download-files.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/problem-sentence.ts';
import { Notice } from './notice.tsx';

/** Edits were refused for good: keeps them for download. */
export function SetbackNotice({
  setback,
  onDismiss,
}: {
  setback: Setback;
  onDismiss: () => void;
}): ReactElement {
  const { what, todo } = sentenceFor(setback.problem);
  const download = <Button onClick={() => downloadFiles(setback.files)}>Download my copy</Button>;
  return (
    <Notice kind="danger" what={what} actions={download} onDismiss={onDismiss}>
      {todo}
    </Notice>
  );
}
