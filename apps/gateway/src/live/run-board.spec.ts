import type { Participant, RunChunk } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import { RunBoard } from './run-board.ts';

const ada: Participant = {
  participantId: 'ada',
  name: 'Ada',
  colour: 1,
  role: 'editor',
  isTyping: false,
  isHandRaised: false,
  clientIds: [],
  joinedAt: 0,
};

const picture = (base64: string): RunChunk => ({ kind: 'image', mime: 'image/png', base64, slot: 'turtle' });

const text = (length: number): RunChunk => ({ kind: 'stdout', text: 'x'.repeat(length) });

describe('the runs of a session', () => {
  it('keep a drawing that grows once, at its last stage, and count it once', () => {
    const board = new RunBoard(100, []);
    const { runId } = board.start(ada, { language: 'python', entry: 'main.py', now: 0 });
    for (let stage = 0; stage < 9; stage++)
      expect(board.output(runId, 'ada', [picture(`${stage}`.repeat(60))])).toMatchObject({ ok: true });
    expect(board.find(runId)).toMatchObject({ isCut: false, chunks: [picture('8'.repeat(60))] });
  });

  it('are cut, and say so once, where they print more than is kept', () => {
    const board = new RunBoard(100, []);
    const { runId } = board.start(ada, { language: 'python', entry: 'main.py', now: 0 });
    board.output(runId, 'ada', [text(90)]);
    expect(board.output(runId, 'ada', [text(20)])).toMatchObject({ value: [{ kind: 'notice' }] });
    expect(board.output(runId, 'ada', [text(20)])).toMatchObject({ value: [] });
    expect(board.find(runId)).toMatchObject({ isCut: true });
  });
});
