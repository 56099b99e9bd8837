import type { Problem } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useState } from 'react';
import type { SessionClient } from '../../session/session-client.ts';
import { downloadFiles } from '../../share/download-files.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/problem-sentence.ts';
import { ProblemPage } from '../problem-page.tsx';

interface GonePageProps {
  readonly client: SessionClient;
  readonly problem: Problem;
}

/** The session is over; what this tab still has of it can be taken along. */
export function GonePage({ client, problem }: GonePageProps): ReactElement {
  const { what, todo } = sentenceFor(problem);
  const [files] = useState(() => client.copyFiles());
  return (
    <ProblemPage what={what} todo={todo}>
      {files.length > 0 && (
        <Button isLarge onClick={() => downloadFiles(files)}>
          Download my copy
        </Button>
      )}
    </ProblemPage>
  );
}
