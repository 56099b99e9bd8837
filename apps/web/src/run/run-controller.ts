import type { LanguageId, RunRecord } from '@pairlink/protocol';
import { refuse, unreachable } from '@pairlink/protocol';
import type { Diagnostic, PictureEvent, PreviewRequest, Run, RunEvent, RunRequest } from '@pairlink/runtimes';
import { RunReport, tellSession, withNews } from './run-report.ts';
import type { RunSharing } from './run-sharing.ts';
import type { SourceFault } from './source-faults.ts';
import { sourceFaults } from './source-faults.ts';

/** What this tab's own program is doing. */
export type RunActivity =
  | { readonly kind: 'idle' }
  /** `totalBytes` is 0 until it is known, and stays so for a language that needs no download. */
  | { readonly kind: 'loading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'running' };

export interface RunControllerSnapshot {
  readonly activity: RunActivity;
  /** A run that the session is not told about: offline, only watching, or a private look. Only this tab shows it. */
  readonly alone: RunRecord | undefined;
  /** This tab's program, while it runs. */
  readonly own: OwnProgram | undefined;
  /** What this tab's last program wrote, by path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What the language found in the sources of this tab's last program. */
  readonly faults: readonly SourceFault[];
}

export interface OwnProgram {
  readonly request: RunRequest;
  /** Under which the run is listed; missing until that is known. */
  readonly runId?: string;
}

/** The part of a runner that is needed here. */
export interface ProgramRunner {
  prepare(language: LanguageId): Promise<void>;
  start(request: RunRequest): Run;
  /** Shows a page of HTML in an element, which it fills. */
  preview(container: HTMLElement, request: PreviewRequest): Run;
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
  #snapshot: RunControllerSnapshot = {
    activity: { kind: 'idle' },
    alone: undefined,
    own: undefined,
    files: {},
    faults: [],
  };
  #runner: Promise<ProgramRunner> | undefined;
  /** The program that runs, or ran last. */
  #run: Run | undefined;
  #report: RunReport | undefined;
  /** The session's id of it, once it is shared. */
  #sharedRunId: string | undefined;
  /** Where pages are shown. */
  #previewIn: HTMLElement | undefined;
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

  /** Where pages of HTML are shown from now on. Returns the undo, which ends the one on show. */
  readonly placePreview = (container: HTMLElement): (() => void) => {
    this.#previewIn = container;
    return () => {
      this.#previewIn = undefined;
      if (this.#snapshot.own?.request.language === 'html') this.stop();
    };
  };

  /** `isPrivate` keeps a run from the others. */
  async start(request: RunRequest, { isPrivate = false } = {}): Promise<void> {
    // A page is on show until somebody ends it; running it again shows it anew. Not while it is still to be begun.
    if (this.#run && this.#snapshot.own?.request.language === 'html') this.stop();
    if (this.#snapshot.activity.kind !== 'idle') return;
    this.#run = undefined;
    this.#sharedRunId = undefined;
    this.#isStartCancelled = false;
    this.#show({
      activity: { kind: 'loading', loadedBytes: 0, totalBytes: 0 },
      alone: undefined,
      own: { request },
      files: {},
      faults: [],
    });
    const report = new RunReport();
    this.#report = report;
    const { session } = this.#options;
    const sharing = isPrivate
      ? Promise.resolve(refuse('not-allowed'))
      : session.start({ language: request.language, entry: request.entry });
    await this.#launch(request, report);
    const answer = await sharing;
    if (answer.ok) {
      const { runId } = answer.value;
      // A short program may have ended, and another been started, before the session answered.
      if (this.#report === report) {
        this.#sharedRunId = runId;
        this.#listAs(runId);
      }
      report.address((news) => tellSession(session, runId, news));
      return;
    }
    const record = this.#recordOf(request);
    this.#show({ alone: record });
    if (this.#report === report) this.#listAs(record.runId);
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

  /** Ctrl+D: the input of this tab's own program has ended. Everyone sees why it goes on. */
  readonly endInput = (): void => {
    this.#report?.print([{ kind: 'notice', text: 'End of input.\n' }]);
    this.#run?.endInput();
  };

  /** What somebody did to a picture of this tab's own program. */
  readonly sendPictureEvent = (event: PictureEvent): void => {
    this.#run?.sendPictureEvent(event);
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
      this.#show({ activity: { kind: 'idle' }, own: undefined });
      return;
    }
    const run = this.#begin(runner, request);
    this.#run = run;
    run.subscribe((event) => this.#onEvent(event, report));
    if (this.#isStartCancelled) run.stop();
  }

  #begin(runner: ProgramRunner, request: RunRequest): Run {
    const container = this.#previewIn;
    // Without a place for it the runner itself says that a page cannot run as a program.
    if (request.language !== 'html' || !container) return runner.start(request);
    const { files, entry } = request;
    return runner.preview(container, { files, entry });
  }

  #listAs(runId: string): void {
    const { own } = this.#snapshot;
    if (own) this.#show({ own: { ...own, runId } });
  }

  #onEvent(event: RunEvent, report: RunReport): void {
    switch (event.kind) {
      case 'loading':
        return this.#show({ activity: event });
      case 'started':
        return this.#show({ activity: { kind: 'running' } });
      case 'output':
        if (event.diagnostics) this.#mark(event.diagnostics);
        return report.print(event.chunks);
      case 'input-wanted':
        return report.askInput(event.prompt);
      case 'ended':
        this.#show({ activity: { kind: 'idle' }, own: undefined, files: event.files });
        return report.end(event.result);
      default:
        return unreachable(event);
    }
  }

  #mark(diagnostics: readonly Diagnostic[]): void {
    const { own } = this.#snapshot;
    if (own) this.#show({ faults: sourceFaults(diagnostics, own.request.files) });
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
