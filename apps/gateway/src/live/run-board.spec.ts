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
    const board = new RunBoard({ keptBytes: 100, sharedBytes: 100 }, []);
    const { runId } = board.start(ada, { language: 'python', entry: 'main.py', now: 0 });
    for (let stage = 0; stage < 9; stage++)
      expect(board.output({ runId, chunks: [picture(`${stage}`.repeat(60))] }, 'ada')).toMatchObject({
        ok: true,
      });
    expect(board.find(runId)).toMatchObject({ isCut: false, chunks: [picture('8'.repeat(60))] });
  });

  it('are cut, and say so once, where they print more than is kept', () => {
    const board = new RunBoard({ keptBytes: 100, sharedBytes: 100 }, []);
    const { runId } = board.start(ada, { language: 'python', entry: 'main.py', now: 0 });
    board.output({ runId, chunks: [text(90)] }, 'ada');
    expect(board.output({ runId, chunks: [text(20)] }, 'ada')).toMatchObject({ value: [{ kind: 'notice' }] });
    expect(board.output({ runId, chunks: [text(20)] }, 'ada')).toMatchObject({ value: [] });
    expect(board.find(runId)).toMatchObject({ isCut: true });
  });

  it('reach those who are there in full, and those who come later shortened', () => {
    const board = new RunBoard({ keptBytes: 100, sharedBytes: 1000 }, []);
    const { runId } = board.start(ada, { language: 'python', entry: 'main.py', now: 0 });
    expect(board.output({ runId, chunks: [text(90), text(500)] }, 'ada')).toMatchObject({
      value: [text(90), text(500)],
    });
    expect(board.output({ runId, chunks: [text(300)] }, 'ada')).toMatchObject({ value: [text(300)] });
    expect(board.list()).toMatchObject([{ isCut: true, chunks: [text(90), { kind: 'notice' }] }]);
  });

  it('are twenty at most, the oldest of them without their output where it is too much to join with', () => {
    const keptBytes = 300_000;
    const board = new RunBoard({ keptBytes, sharedBytes: keptBytes }, []);
    for (let now = 0; now < 25; now++) {
      const { runId } = board.start(ada, { language: 'python', entry: 'main.py', now });
      board.output({ runId, chunks: [text(keptBytes)] }, 'ada');
    }
    const listed = board.list();
    expect(listed.map(({ startedAt }) => startedAt)).toEqual(Array.from({ length: 20 }, (_, n) => n + 5));
    expect(listed.filter(({ chunks }) => chunks.length > 0).map(({ startedAt }) => startedAt)).toEqual([
      22, 23, 24,
    ]);
    expect(listed[0]).toMatchObject({ isCut: true });
  });

  it('show an output once that comes again after a reconnect', () => {
    const board = new RunBoard({ keptBytes: 100, sharedBytes: 100 }, []);
    const { runId } = board.start(ada, { language: 'python', entry: 'main.py', now: 0 });
    const output = { runId, chunks: [text(1)], n: 1 };
    expect(board.output(output, 'ada')).toMatchObject({ value: [text(1)] });
    expect(board.output(output, 'ada')).toMatchObject({ value: [] });
    expect(board.output({ ...output, n: 2 }, 'ada')).toMatchObject({ value: [text(1)] });
  });
});
