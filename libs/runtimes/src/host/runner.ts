import type { LanguageId } from '@pairlink/protocol';
import type { PreviewRequest, Run, RunRequest } from '../run.ts';
import { LANGUAGE_RUNTIMES } from '../wire/language-runtimes.ts';
import type { Program } from '../wire/messages.ts';
import { AssetBroker } from './asset-broker.ts';
import { LocalRun } from './local-run.ts';
import { PreviewRun } from './preview-run.ts';
import { RunnerFrame } from './runner-frame.ts';

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

/** Asks for the frame's document with a policy that lets it connect; see `FRAME_HEADERS_WITH_NETWORK`. */
const NETWORK_QUERY = '?network';

/** Runs programs in this browser: a sandboxed frame, in it a worker per run. Nothing is loaded before the first use. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #broker: AssetBroker;
  readonly #runs = new Set<LocalRun>();
  readonly #previews = new Set<PreviewRun>();
  /** By their addresses: the usual one, and one for runs that may use the network. */
  readonly #frames = new Map<string, RunnerFrame>();
  #isDisposed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#broker = new AssetBroker(options.assetBaseUrl, options.assetBytes);
  }

  /** Loads a language ahead of its first run. Resolves when a run would start at once. */
  async prepare(language: LanguageId): Promise<void> {
    return this.#frame(false).prepare(language);
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

  /** Ends all runs and frees the frames with everything in them. */
  dispose(): void {
    this.#isDisposed = true;
    for (const frame of this.#frames.values()) frame.close();
    for (const run of [...this.#runs, ...this.#previews]) run.lose();
  }

  async #send(run: LocalRun, request: RunRequest): Promise<void> {
    try {
      const maxOutputBytes = this.#options.maxOutputBytes ?? MAX_OUTPUT_BYTES;
      await this.#frame(request.allowsNetwork ?? false).start(run, {
        program: programOf(request),
        maxOutputBytes,
      });
    } catch (error) {
      run.refuse(error instanceof Error ? error.message : String(error));
    }
  }

  #frame(allowsNetwork: boolean): RunnerFrame {
    if (this.#isDisposed) throw new Error('The runner was disposed.');
    const url = this.#options.frameUrl + (allowsNetwork ? NETWORK_QUERY : '');
    let frame = this.#frames.get(url);
    if (!frame) {
      frame = new RunnerFrame(url, this.#broker);
      this.#frames.set(url, frame);
      // A frame that did not load is made anew by the next run.
      frame.connected.catch(() => this.#frames.delete(url));
    }
    return frame;
  }
}

function programOf({ language, files, entry, ...wishes }: RunRequest): Program {
  const { args = [], mode = 'program', isInteractive = false, allowsNetwork = false } = wishes;
  return { language, files, entry, args, mode, isInteractive, allowsNetwork };
}
