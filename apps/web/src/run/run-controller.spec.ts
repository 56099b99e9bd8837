import type { Answer, RunChunk } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type { Run, RunEvent, RunRequest } from '@pairlink/runtimes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProgramRunner } from './run-controller.ts';
import { RunController } from './run-controller.ts';
import type { RunSharing } from './run-sharing.ts';

/** A program as the sandbox would run it: the test says what happens in it. */
class ScriptedRun implements Run {
  readonly asked: string[] = [];
  #listener: (event: RunEvent) => void = () => {};
  #onStop: () => void = () => {};
  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listener = listener;
    return () => {};
  }
  sendInput(line: string): void {
    this.asked.push(`input ${line}`);
  }
  endInput(): void {
    this.asked.push('end of input');
  }
  sendPictureEvent(): void {}
  stop(): void {
    this.asked.push('stop');
    this.#onStop();
  }
  onStop(act: () => void): void {
    this.#onStop = act;
  }
  happen(...events: RunEvent[]): void {
    for (const event of events) this.#listener(event);
  }
}

/** The session at its far edge: what it is told, in order, and an answer that the test gives. */
class ScriptedSession implements RunSharing {
  readonly told: unknown[] = [];
  resolve: (answer: Answer<{ readonly runId: string }>) => void = () => {};
  readonly #answer = new Promise<Answer<{ readonly runId: string }>>((resolve) => {
    this.resolve = resolve;
  });
  #onInput: (input: { runId: string; text: string }) => void = () => {};
  start(): Promise<Answer<{ readonly runId: string }>> {
    return this.#answer;
  }
  sendOutput(_runId: string, chunks: readonly RunChunk[]): Promise<Answer> {
    return this.#tell(chunks.map((chunk) => ('text' in chunk ? chunk.text : chunk.kind)).join(''));
  }
  end(_runId: string, result: { kind: string }): Promise<Answer> {
    return this.#tell(result.kind);
  }
  requestInput(_runId: string, prompt: string): Promise<Answer> {
    return this.#tell(`asks ${prompt}`);
  }
  sendInput(_runId: string, text: string): Promise<Answer> {
    return this.#tell(`answers ${text}`);
  }
  onInput(listener: (input: { runId: string; text: string }) => void): () => void {
    this.#onInput = listener;
    return () => {};
  }
  somebodyTypes(runId: string, text: string): void {
    this.#onInput({ runId, text });
  }
  #tell(what: unknown): Promise<Answer> {
    this.told.push(what);
    return Promise.resolve(accept(null));
  }
}

const REQUEST: RunRequest = { language: 'python', files: { 'main.py': 'print(1)' }, entry: 'main.py' };
const out = (text: string): RunEvent => ({ kind: 'output', chunks: [{ kind: 'stdout', text }] });
const finished: RunEvent = {
  kind: 'ended',
  result: { kind: 'finished', exitCode: 0, durationMs: 5 },
  files: {},
};

/** Lets every promise that is ready take its turn. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

function setUp(openRunner?: () => Promise<ProgramRunner>) {
  const session = new ScriptedSession();
  const run = new ScriptedRun();
  const runner: ProgramRunner = {
    prepare: () => Promise.resolve(),
    start: () => run,
    preview: () => run,
    dispose: () => {},
  };
  const controller = new RunController({
    session,
    openRunner: openRunner ?? (() => Promise.resolve(runner)),
    whoAmI: () => ({ participantId: 'fox', participantName: 'Blue Fox' }),
    nowMs: () => 1000,
  });
  return { session, run, controller };
}

describe('a run', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts at once and keeps what it prints until the session has answered', async () => {
    const { session, run, controller } = setUp();
    void controller.start(REQUEST);
    await settle();
    run.happen({ kind: 'started' }, out('1\n'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(session.told).toEqual([]);
    expect(controller.getSnapshot().activity).toEqual({ kind: 'running' });
    session.resolve(accept({ runId: 'r' }));
    await settle();
    expect(session.told).toEqual(['1\n']);
  });

  it('sends what is printed within 50 ms as one batch, and the end after all of it', async () => {
    const { session, run, controller } = setUp();
    session.resolve(accept({ runId: 'r' }));
    void controller.start(REQUEST);
    await settle();
    run.happen(out('a'), out('b'));
    await vi.advanceTimersByTimeAsync(49);
    expect(session.told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.told).toEqual(['ab']);
    run.happen(out('c'), finished);
    expect(session.told).toEqual(['ab', 'c', 'finished']);
    expect(controller.getSnapshot().activity).toEqual({ kind: 'idle' });
  });

  it('that ended before the session answered is told whole', async () => {
    const { session, run, controller } = setUp();
    void controller.start(REQUEST);
    await settle();
    run.happen(out('a'), finished);
    session.resolve(accept({ runId: 'r' }));
    await settle();
    expect(session.told).toEqual(['a', 'finished']);
  });

  it('asks for input after what it printed, and takes the line from whoever types it', async () => {
    const { session, run, controller } = setUp();
    session.resolve(accept({ runId: 'r' }));
    void controller.start(REQUEST);
    await settle();
    run.happen(out('Name? '), { kind: 'input-wanted', prompt: 'Name? ' });
    expect(session.told).toEqual(['Name? ', 'asks Name? ']);
    session.somebodyTypes('another run', 'Eve');
    session.somebodyTypes('r', 'Ada');
    expect(run.asked).toEqual(['input Ada']);
    controller.sendInput('r', 'Bob');
    expect(session.told.at(-1)).toBe('answers Bob');
  });

  it('is this tab’s alone when the session refuses it', async () => {
    const { session, run, controller } = setUp();
    session.resolve(refuse('not-allowed'));
    void controller.start(REQUEST);
    await settle();
    run.happen(out('1\n'), { kind: 'input-wanted', prompt: '? ' });
    const { alone } = controller.getSnapshot();
    expect(alone).toMatchObject({ participantName: 'Blue Fox', entry: 'main.py', inputPrompt: '? ' });
    expect(alone?.chunks).toEqual([{ kind: 'stdout', text: '1\n' }]);
    controller.sendInput(alone?.runId ?? '', 'yes');
    expect(run.asked).toEqual(['input yes']);
    run.happen(finished);
    expect(controller.getSnapshot().alone).toMatchObject({ result: { kind: 'finished' } });
    expect(controller.getSnapshot().alone).not.toHaveProperty('inputPrompt');
    expect(session.told).toEqual([]);
  });

  it('does not start while another is running', async () => {
    const { session, run, controller } = setUp();
    session.resolve(accept({ runId: 'r' }));
    void controller.start(REQUEST);
    await settle();
    run.happen({ kind: 'started' });
    await controller.start(REQUEST);
    expect(controller.getSnapshot().activity).toEqual({ kind: 'running' });
  });

  it('stops also when Stop comes before the runner has loaded', async () => {
    const { run, controller } = setUp();
    void controller.start(REQUEST);
    controller.stop();
    await settle();
    expect(run.asked).toEqual(['stop']);
  });

  it('whose runner cannot be loaded fails with a sentence, and the next one tries again', async () => {
    const openRunner = vi.fn<() => Promise<never>>(() => Promise.reject(new Error('no network')));
    const { session, controller } = setUp(openRunner);
    session.resolve(accept({ runId: 'r' }));
    await controller.start(REQUEST);
    expect(session.told).toEqual([expect.stringContaining('could not be loaded'), 'failed']);
    expect(controller.getSnapshot().activity).toEqual({ kind: 'idle' });
    void controller.start(REQUEST);
    await settle();
    expect(openRunner).toHaveBeenCalledTimes(2);
  });

  it('is stopped when its page is closed', async () => {
    const { run, controller } = setUp();
    void controller.start(REQUEST);
    await settle();
    controller.close();
    expect(run.asked).toEqual(['stop']);
  });

  it('is known as this tab’s own under its id while it runs, and leaves what it wrote', async () => {
    const { session, run, controller } = setUp();
    void controller.start(REQUEST);
    expect(controller.getSnapshot().own).toEqual({ request: REQUEST });
    session.resolve(accept({ runId: 'r' }));
    await settle();
    expect(controller.getSnapshot().own).toEqual({ request: REQUEST, runId: 'r' });
    const files = { 'out.txt': new Uint8Array([1]) };
    run.happen({ ...finished, files });
    expect(controller.getSnapshot()).toMatchObject({ own: undefined, files });
  });

  it('marks what the language found in its sources, until the next one', async () => {
    const { run, controller } = setUp();
    void controller.start(REQUEST);
    await settle();
    const place = { path: 'main.py', line: 1, column: 7, length: 1 };
    const diagnostics = [{ ...place, code: 1, severity: 'error', message: 'No.' }] as const;
    run.happen({ kind: 'output', chunks: [], diagnostics }, finished);
    expect(controller.getSnapshot().faults).toMatchObject([{ ...place, lineText: 'print(1)' }]);
    void controller.start(REQUEST);
    expect(controller.getSnapshot().faults).toEqual([]);
  });

  it('whose input ends goes on, and everyone reads why', async () => {
    const { session, run, controller } = setUp();
    session.resolve(accept({ runId: 'r' }));
    void controller.start(REQUEST);
    await settle();
    run.happen({ kind: 'input-wanted', prompt: '? ' });
    controller.endInput();
    await vi.advanceTimersByTimeAsync(50);
    expect(run.asked).toEqual(['end of input']);
    expect(session.told).toEqual(['asks ? ', 'End of input.\n']);
  });

  it('that is private is told to nobody', async () => {
    const { session, run, controller } = setUp();
    void controller.start(REQUEST, { isPrivate: true });
    await settle();
    run.happen(out('mine\n'), finished);
    await settle();
    expect(session.told).toEqual([]);
    expect(controller.getSnapshot().alone?.chunks).toEqual([{ kind: 'stdout', text: 'mine\n' }]);
  });

  it('of a page fills the place for pages, and running it again shows it anew', async () => {
    const shown: unknown[] = [];
    const runs: ScriptedRun[] = [];
    const runner: ProgramRunner = {
      prepare: () => Promise.resolve(),
      start: () => expect.unreachable('a page is no program'),
      preview: (container, request) => {
        const page = new ScriptedRun();
        shown.push([container, request]);
        runs.push(page);
        return page;
      },
      dispose: () => {},
    };
    const { controller } = setUp(() => Promise.resolve(runner));
    const place: HTMLElement = Object.create(null);
    controller.placePreview(place);
    const files = { 'index.html': '<p>1' };
    const page: RunRequest = { language: 'html', files, entry: 'index.html' };
    void controller.start(page, { isPrivate: true });
    // Pressed twice, while the runner is still being loaded: the first press counts.
    void controller.start(page, { isPrivate: true });
    await settle();
    expect(runs.map(({ asked }) => asked)).toEqual([[]]);
    runs[0]?.happen({ kind: 'started' });
    runs[0]?.onStop(() => runs[0]?.happen({ ...finished, result: { kind: 'stopped', durationMs: 1 } }));
    void controller.start(page, { isPrivate: true });
    await settle();
    expect(runs[0]?.asked).toEqual(['stop']);
    expect(shown).toEqual([
      [place, { files, entry: 'index.html' }],
      [place, { files, entry: 'index.html' }],
    ]);
  });
});
