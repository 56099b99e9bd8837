import type { RunRecord } from '@pairlink/protocol';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { InputHistory } from './input-history.ts';
import { ProgramInput } from './program-input.tsx';
import type { OwnProgram, RunController } from './run-controller.ts';

interface RunInputProps {
  readonly run: RunRecord;
  readonly isMine: boolean;
  /** Where this tab itself runs it. */
  readonly own: OwnProgram | undefined;
  readonly controller: Pick<RunController, 'sendInput' | 'endInput'>;
}

/** Asks for lines while a program waits for them; in a console it stays from one prompt to the next. */
export function RunInput({ run, isMine, own, controller }: RunInputProps): ReactElement | null {
  const [history] = useState(() => new InputHistory());
  const { runId, inputPrompt } = run;
  const isConsole = own?.request.isInteractive === true;
  if (inputPrompt === undefined && !isConsole) return null;
  return (
    <ProgramInput
      isMine={isMine}
      isWaiting={inputPrompt !== undefined}
      prompt={inputPrompt ?? ''}
      history={history}
      onSend={(line) => controller.sendInput(runId, line)}
      onEnd={own && controller.endInput}
    />
  );
}
