import type { Answer, LanguageId, RunChunk, RunRecord, RunResult } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { Run, RunEvent, RunRequest } from '@pairlink/runtimes';

/** What this tab's own program is doing. */
export type RunActivity =
  | { readonly kind: 'idle' }
  /** `totalBytes` is 0 until it is known, and stays so for a language that needs no download. */
  | { readonly kind: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'running' };

export interface RunControllerSnapshot {
  readonly activity: RunActivity;
  /** The session's id of the run of this tab, once it is shared. */
  readonly sharedRunId: string | undefined;
  /** A run that the session could not be told about: offline, or only watching. Only this tab shows it. */
  readonly alone: RunRecord | undefined;
}

/** The part of a runner that is needed here. */
export interface ProgramRunner {
  prepare(language: LanguageId): Promise<void>;
  start(request: RunRequest): Run;
  dispose(): void;
}

/** The part of a session client that shares runs. */
export interface RunSharing {
  startRun(run: {
    readonly language: LanguageId;
    readonly entry: string;
  }): Promise<Answer<{ readonly runId: string }>>;
  sendRunOutput(runId: string, chunks: readonly RunChunk[]): Promise<Answer>;
  endRun(runId: string, result: RunResult): Promise<Answer>;
  requestRunInput(runId: string, prompt: string): Promise<Answer>;
  sendRunInput(runId: string, text: string): Promise<Answer>;
  onRunInput(listener: (input: { readonly runId: string; readonly text: string }) => void): () => void;
}

/** Whose run it is, where the session cannot say. */
export interface RunBy {
  readonly participantId: string;
  readonly participantName: string;
}

export interface RunControllerOptions {
  readonly session: RunSharing;
  readonly openRunner: () => Promise<ProgramRunner>;
  readonly whoAmI: () => RunBy;
  readonly nowMs?: () => number;
}

/** Output travels to the session in batches of this age at most. */
const BATCH_MS = 50;
const IDLE: RunControllerSnapshot = { activity: { kind: 'idle' }, sharedRunId: undefined, alone: undefined };

/** Where a run's events go: until the session has answered they wait, then everyone sees them, or only this tab. */
type Audience =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'session'; readonly runId: string }
  | { readonly kind: 'alone' };

interface CurrentRun {
  readonly run: Run;
  audience: Audience;
  pending: RunChunk[];
  timer: ReturnType<typeof setTimeout> | undefined;
  prompt: string | undefined;
  result: RunResult | undefined;
}

/**
 * Runs this tab's program and shows it to the session. The program starts on the click, without waiting for the
 * session's answer; nothing here ever starts by itself.
 */
export class RunController {
  readonly #options: RunControllerOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stopInput: () => void;
  #snapshot = IDLE;
  #runner: Promise<ProgramRunner> | undefined;
  #current: CurrentRun | undefined;
  /** Set by a stop that comes before the runner itself has loaded. */
  #isStartCancelled = false;

  constructor(options: RunControllerOptions) {
    this.#options = options;
    this.#stopInput = options.session.onRunInput(({ runId, text }) => {
      const { audience, run } = this.#current ?? {};
      if (audience?.kind === 'session' && audience.runId === runId) run?.sendInput(text);
    });
  }

  readonly getSnapshot = (): RunControllerSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads a language ahead of its first run; a failure only means that the run itself will load it. */
  async prepare(language: LanguageId): Promise<void> {
    const runner = await this.#open();
    await runner.prepare(language);
  }

  async start(request: RunRequest): Promise<void> {
    if (this.#snapshot.activity.kind !== 'idle') return;
    this.#isStartCancelled = false;
    this.#show({
      activity: { kind: 'loading', loadedBytes: 0, totalBytes: 0 },
      sharedRunId: undefined,
      alone: undefined,
    });
    const { language, entry } = request;
    const sharing = this.#options.session.startRun({ language, entry });
    const current = await this.#launch(request);
    const answer = await sharing;
    if (answer.ok) {
      const { runId } = answer.value;
      this.#show({ sharedRunId: runId });
      this.#address(current, { kind: 'session', runId });
      return;
    }
    this.#show({ alone: this.#recordOf(request) });
    this.#address(current, { kind: 'alone' });
  }

  stop(): void {
    this.#isStartCancelled = true;
    this.#current?.run.stop();
  }

  /** A line for a waiting program, whoever runs it. */
  readonly sendInput = (runId: string, text: string): void => {
    if (this.#snapshot.alone?.runId === runId) {
      this.#editAlone({ inputPrompt: undefined });
      this.#current?.run.sendInput(text);
      return;
    }
    void this.#options.session.sendRunInput(runId, text);
  };

  close(): void {
    this.#stopInput();
    this.stop();
    void this.#runner?.then(
      (runner) => runner.dispose(),
      () => undefined,
    );
    this.#listeners.clear();
  }

  #open(): Promise<ProgramRunner> {
    this.#runner ??= this.#options.openRunner();
    return this.#runner;
  }

  async #launch(request: RunRequest): Promise<CurrentRun | undefined> {
    let runner: ProgramRunner;
    try {
      runner = await this.#open();
    } catch {
      // A failed download must not be remembered as the runner.
      this.#runner = undefined;
      return undefined;
    }
    const run = runner.start(request);
    const current: CurrentRun = {
      run,
      audience: { kind: 'unknown' },
      pending: [],
      timer: undefined,
      prompt: undefined,
      result: undefined,
    };
    this.#current = current;
    run.subscribe((event) => this.#onEvent(current, event));
    if (this.#isStartCancelled) run.stop();
    return current;
  }

  #onEvent(current: CurrentRun, event: RunEvent): void {
    switch (event.kind) {
      case 'loading':
        return this.#show({ activity: event });
      case 'started':
        return this.#show({ activity: { kind: 'running' } });
      case 'output':
        current.pending.push(...event.chunks);
        current.timer ??= setTimeout(() => this.#flush(current), BATCH_MS);
        return undefined;
      case 'input-wanted':
        current.prompt = event.prompt;
        return this.#flush(current);
      case 'ended':
        current.result = event.result;
        this.#show({ activity: { kind: 'idle' } });
        return this.#flush(current);
      default:
        return unreachable(event);
    }
  }

  #address(current: CurrentRun | undefined, audience: Audience): void {
    if (current) {
      current.audience = audience;
      this.#flush(current);
      return;
    }
    // The runner could not be loaded: the run is over, and whoever was told of it must learn that.
    const failed: CurrentRun = {
      run: NO_RUN,
      audience,
      pending: [
        { kind: 'notice', text: 'The language could not be loaded. Check your connection and run again.\n' },
      ],
      timer: undefined,
      prompt: undefined,
      result: { kind: 'failed', exitCode: 1, durationMs: 0 },
    };
    this.#show({ activity: { kind: 'idle' } });
    this.#flush(failed);
  }

  /** Sends what waits, in order: output, then the wish for input, then the end. */
  #flush(current: CurrentRun): void {
    clearTimeout(current.timer);
    current.timer = undefined;
    if (current.audience.kind === 'unknown') return;
    const { pending, prompt, result, audience } = current;
    current.pending = [];
    current.prompt = undefined;
    current.result = undefined;
    if (audience.kind === 'alone') {
      this.#appendAlone(pending, prompt, result);
      return;
    }
    const { session } = this.#options;
    if (pending.length > 0) void session.sendRunOutput(audience.runId, pending);
    if (prompt !== undefined) void session.requestRunInput(audience.runId, prompt);
    if (result) void session.endRun(audience.runId, result);
  }

  #recordOf({ language, entry }: RunRequest): RunRecord {
    const startedAt = (this.#options.nowMs ?? Date.now)();
    return {
      runId: `alone-${startedAt}`,
      ...this.#options.whoAmI(),
      language,
      entry,
      startedAt,
      chunks: [],
      isCut: false,
    };
  }

  #appendAlone(chunks: readonly RunChunk[], prompt: string | undefined, result: RunResult | undefined): void {
    const { alone } = this.#snapshot;
    if (!alone) return;
    this.#editAlone({
      chunks: [...alone.chunks, ...chunks],
      ...(prompt === undefined ? {} : { inputPrompt: prompt }),
      ...(result ? { result, inputPrompt: undefined } : {}),
    });
  }

  #editAlone(change: Partial<Omit<RunRecord, 'inputPrompt'>> & { inputPrompt?: string | undefined }): void {
    const { alone } = this.#snapshot;
    if (!alone) return;
    const { inputPrompt, ...rest } = { ...alone, ...change };
    this.#show({ alone: inputPrompt === undefined ? rest : { ...rest, inputPrompt } });
  }

  #show(change: Partial<RunControllerSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const NO_RUN: Run = {
  subscribe: () => () => {},
  sendInput: () => {},
  endInput: () => {},
  stop: () => {},
};
