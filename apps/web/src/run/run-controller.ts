import type { LanguageId, RunRecord } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { Run, RunEvent, RunRequest } from '@pairlink/runtimes';
import { RunReport, tellSession, withNews } from './run-report.ts';
import type { RunSharing } from './run-sharing.ts';

/** What this tab's own program is doing. */
export type RunActivity =
  | { readonly kind: 'idle' }
  /** `totalBytes` is 0 until it is known, and stays so for a language that needs no download. */
  | { readonly kind: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'running' };

export interface RunControllerSnapshot {
  readonly activity: RunActivity;
  /** A run that the session could not be told about: offline, or only watching. Only this tab shows it. */
  readonly alone: RunRecord | undefined;
}

/** The part of a runner that is needed here. */
export interface ProgramRunner {
  prepare(language: LanguageId): Promise<void>;
  start(request: RunRequest): Run;
  dispose(): void;
}

export interface RunControllerOptions {
  readonly session: RunSharing;
  readonly openRunner: () => Promise<ProgramRunner>;
  /** Whose run it is, where the session cannot say. */
  readonly whoAmI: () => Pick<RunRecord, 'participantId' | 'participantName'>;
  readonly nowMs?: () => number;
}

const NOT_LOADED = 'The language could not be loaded. Check your connection and run again.\n';

/**
 * Runs this tab's program and shows it to the session. The program starts on the click, without waiting for the
 * session's answer; nothing here ever starts by itself.
 */
export class RunController {
  readonly #options: RunControllerOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: () => void;
  #snapshot: RunControllerSnapshot = { activity: { kind: 'idle' }, alone: undefined };
  #runner: Promise<ProgramRunner> | undefined;
  /** The program that runs, or ran last. */
  #run: Run | undefined;
  #report: RunReport | undefined;
  /** The session's id of it, once it is shared. */
  #sharedRunId: string | undefined;
  /** Set by a stop that comes before the runner itself has loaded. */
  #isStartCancelled = false;

  constructor(options: RunControllerOptions) {
    this.#options = options;
    this.#stopListening = options.session.onInput(({ runId, text }) => {
      if (runId === this.#sharedRunId) this.#run?.sendInput(text);
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
    this.#run = undefined;
    this.#sharedRunId = undefined;
    this.#isStartCancelled = false;
    this.#show({ activity: { kind: 'loading', loadedBytes: 0, totalBytes: 0 }, alone: undefined });
    const report = new RunReport();
    this.#report = report;
    const { session } = this.#options;
    const sharing = session.start({ language: request.language, entry: request.entry });
    await this.#launch(request, report);
    const answer = await sharing;
    if (answer.ok) {
      const { runId } = answer.value;
      // A short program may have ended, and another been started, before the session answered.
      if (this.#report === report) this.#sharedRunId = runId;
      report.address((news) => tellSession(session, runId, news));
      return;
    }
    this.#show({ alone: this.#recordOf(request) });
    report.address((news) => {
      const { alone } = this.#snapshot;
      if (alone) this.#show({ alone: withNews(alone, news) });
    });
  }

  stop(): void {
    this.#isStartCancelled = true;
    this.#run?.stop();
  }

  /** A line for a waiting program, whoever runs it. */
  readonly sendInput = (runId: string, text: string): void => {
    const { alone } = this.#snapshot;
    if (alone?.runId !== runId) {
      void this.#options.session.sendInput(runId, text);
      return;
    }
    const { inputPrompt: _answered, ...rest } = alone;
    this.#show({ alone: rest });
    this.#run?.sendInput(text);
  };

  close(): void {
    this.#stopListening();
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

  async #launch(request: RunRequest, report: RunReport): Promise<void> {
    let runner: ProgramRunner;
    try {
      runner = await this.#open();
    } catch {
      // A failed download must not be remembered as the runner.
      this.#runner = undefined;
      report.print([{ kind: 'notice', text: NOT_LOADED }]);
      report.end({ kind: 'failed', exitCode: 1, durationMs: 0 });
      this.#show({ activity: { kind: 'idle' } });
      return;
    }
    const run = runner.start(request);
    this.#run = run;
    run.subscribe((event) => this.#onEvent(event, report));
    if (this.#isStartCancelled) run.stop();
  }

  #onEvent(event: RunEvent, report: RunReport): void {
    switch (event.kind) {
      case 'loading':
        return this.#show({ activity: event });
      case 'started':
        return this.#show({ activity: { kind: 'running' } });
      case 'output':
        return report.print(event.chunks);
      case 'input-wanted':
        return report.askInput(event.prompt);
      case 'ended':
        this.#show({ activity: { kind: 'idle' } });
        return report.end(event.result);
      default:
        return unreachable(event);
    }
  }

  #recordOf({ language, entry }: RunRequest): RunRecord {
    const startedAt = (this.#options.nowMs ?? Date.now)();
    const runId = `alone-${startedAt}`;
    return { runId, ...this.#options.whoAmI(), language, entry, startedAt, chunks: [], isCut: false };
  }

  #show(change: Partial<RunControllerSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
