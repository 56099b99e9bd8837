import type { LanguageId } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { PreviewRequest, Run, RunRequest } from '../run.ts';
import { LANGUAGE_RUNTIMES } from '../wire/language-runtimes.ts';
import type { AssetPack, FrameToHost, Program } from '../wire/messages.ts';
import { AssetBroker } from './asset-broker.ts';
import { LocalRun } from './local-run.ts';
import { PreviewRun } from './preview-run.ts';
import { SandboxFrame } from './sandbox-frame.ts';

/** Where the Vite plugin put the parts; `virtual:pairlink-runtimes` exports them. */
export interface RunnerOptions {
  /** The frame's document. */
  readonly frameUrl: string;
  /** The document in which a page of HTML is shown. */
  readonly previewUrl: string;
  /** The folder of the languages' files, which never change under this address. */
  readonly assetBaseUrl: string;
  /** Bytes before compression, by file name. */
  readonly assetBytes: Readonly<Record<string, number>>;
  /** A run's output is cut after this many bytes; 4 MiB unless told. */
  readonly maxOutputBytes?: number;
}

const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** Runs programs in this browser: one sandboxed frame, a worker per run. Nothing is loaded before the first use. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #broker: AssetBroker;
  readonly #runs = new Set<LocalRun>();
  readonly #previews = new Set<PreviewRun>();
  readonly #waiting = new Map<LanguageId, { promise: Promise<void>; resolve: () => void }>();
  /** What the frame has. */
  readonly #delivered = new Set<AssetPack>();
  #frame: SandboxFrame | undefined;
  #isDisposed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#broker = new AssetBroker(options.assetBaseUrl, options.assetBytes);
  }

  /** Loads a language ahead of its first run. Resolves when a run would start at once. */
  async prepare(language: LanguageId): Promise<void> {
    this.#fetchAhead(language);
    const frame = await this.#openFrame();
    let waiting = this.#waiting.get(language);
    if (!waiting) {
      let resolve: () => void = nothing;
      const promise = new Promise<void>((onReady) => {
        resolve = onReady;
      });
      waiting = { promise, resolve };
      this.#waiting.set(language, waiting);
      frame.send({ kind: 'prepare', language });
    }
    return waiting.promise;
  }

  /** Starts a run of anything but HTML. Its first event comes after this call has returned. */
  start(request: RunRequest): Run {
    const run = new LocalRun();
    if (request.language === 'html') {
      queueMicrotask(() => run.refuse('A page of HTML is shown in a preview and cannot run as a program.'));
      return run;
    }
    this.#runs.add(run);
    const { packs } = LANGUAGE_RUNTIMES[request.language];
    const stopWatching = this.#broker.watch(packs, (progress) => run.tellProgress(progress));
    run.whenEnded(() => {
      stopWatching();
      this.#runs.delete(run);
    });
    this.#fetchAhead(request.language);
    void this.#send(run, request);
    return run;
  }

  /**
   * Shows a page of HTML in `container`, which it fills, until the run is stopped: nothing else ends it. It needs no
   * `prepare`. Its console and its faults are the run's output.
   */
  preview(container: HTMLElement, request: PreviewRequest): Run {
    const run = new PreviewRun(container, request, {
      frameUrl: this.#options.previewUrl,
      maxOutputBytes: this.#options.maxOutputBytes ?? MAX_OUTPUT_BYTES,
    });
    this.#previews.add(run);
    run.whenEnded(() => this.#previews.delete(run));
    return run;
  }

  /** Ends all runs and frees the frame with everything in it. */
  dispose(): void {
    this.#isDisposed = true;
    this.#closeFrame();
    for (const run of this.#previews) run.lose();
  }

  async #send(run: LocalRun, request: RunRequest): Promise<void> {
    try {
      const frame = await this.#openFrame();
      if (run.hasEnded) return;
      const maxOutputBytes = this.#options.maxOutputBytes ?? MAX_OUTPUT_BYTES;
      const program = programOf(request);
      frame.send({ kind: 'run', runId: run.runId, program, maxOutputBytes }, [run.framePort]);
    } catch (error) {
      run.refuse(error instanceof Error ? error.message : String(error));
    }
  }

  async #openFrame(): Promise<SandboxFrame> {
    if (this.#isDisposed) throw new Error('The runner was disposed.');
    this.#frame ??= new SandboxFrame(this.#options.frameUrl, (message) => this.#onFrame(message));
    const frame = this.#frame;
    try {
      await frame.connected;
      return frame;
    } catch (error) {
      if (this.#frame === frame) this.#closeFrame();
      throw error;
    }
  }

  /** The files travel while the frame still loads. */
  #fetchAhead(language: LanguageId): void {
    for (const pack of LANGUAGE_RUNTIMES[language].packs) {
      // A failure is reported when the frame asks for the pack.
      if (!this.#delivered.has(pack)) this.#broker.fetch(pack).catch(() => {});
    }
  }

  async #supply(pack: AssetPack, frame: SandboxFrame): Promise<void> {
    try {
      const files = await this.#broker.fetch(pack);
      this.#broker.forget(pack);
      this.#delivered.add(pack);
      frame.send({ kind: 'assets', pack, files }, Object.values(files));
    } catch (error) {
      frame.send({
        kind: 'assets-failed',
        pack,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #closeFrame(): void {
    this.#delivered.clear();
    this.#frame?.remove();
    this.#frame = undefined;
    this.#waiting.clear();
    for (const run of this.#runs) run.lose();
  }

  #onFrame(message: FrameToHost): void {
    switch (message.kind) {
      case 'assets-wanted':
        if (this.#frame) void this.#supply(message.pack, this.#frame);
        return undefined;
      case 'ready':
        this.#waiting.get(message.language)?.resolve();
        return undefined;
      default:
        return unreachable(message);
    }
  }
}

function programOf({ language, files, entry, ...wishes }: RunRequest): Program {
  const { args = [], mode = 'program', isInteractive = false, allowsNetwork = false } = wishes;
  return { language, files, entry, args, mode, isInteractive, allowsNetwork };
}

function nothing(): void {}
