import { unreachable } from '@pairlink/protocol';
import type { RunEvent } from '../instances/session-message.ts';
import type { Audience } from './audience.ts';
import type { Peer } from './peer.ts';
import type { RunBoard } from './run-board.ts';

/** Something that happens to a run, not numbered yet. */
export type Happening = RunEvent extends infer Event
  ? Event extends RunEvent
    ? Omit<Event, 'n'>
    : never
  : never;

/** Tells people here; `except` is the tab that said it. */
export function showRunEvent(
  event: Happening,
  to: { readonly audience: Audience; readonly runnerId: string; readonly except: Peer | undefined },
): void {
  const { audience, runnerId: participantId, except } = to;
  const { runId } = event;
  switch (event.kind) {
    case 'started':
      return audience.send('run-started', event.run, except);
    case 'output':
      return audience.send('run-output', { runId, participantId, chunks: event.chunks }, except);
    case 'prompt':
      return audience.send('run-input-request', { runId, participantId, prompt: event.prompt }, except);
    case 'input':
      return audience.send('run-input', { runId, participantId: event.participantId, text: event.text });
    case 'ended':
      return audience.send('run-ended', { runId, participantId, result: event.result }, except);
    default:
      return unreachable(event);
  }
}

/** Notes on the board of this instance what happened on the home of a run, which has judged it. */
export function applyRunEvent(event: RunEvent, board: RunBoard): void {
  const { runId } = event;
  const runnerId = board.find(runId)?.participantId ?? '';
  switch (event.kind) {
    case 'started':
      board.mirror(event.run);
      break;
    case 'output':
      board.output({ runId, chunks: event.chunks }, runnerId);
      break;
    case 'prompt':
      board.askInput(runId, runnerId, event.prompt);
      break;
    case 'input':
      board.answerInput(runId);
      break;
    case 'ended':
      board.end(runId, runnerId, event.result);
      break;
    default:
      unreachable(event);
  }
}
