import type { LanguageId } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import { LANGUAGE_RUNTIMES } from '../wire/language-runtimes.ts';
import type { AssetPack, FrameToHost, Program } from '../wire/messages.ts';
import type { AssetBroker } from './asset-broker.ts';
import type { LocalRun } from './local-run.ts';
import { SandboxFrame } from './sandbox-frame.ts';

interface Waiting {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

export interface RunOrder {
  readonly program: Program;
  readonly maxOutputBytes: number;
}

/** One sandboxed frame with what it was given so far. */
export class RunnerFrame {
  readonly #broker: AssetBroker;
  readonly #frame: SandboxFrame;
  readonly #waiting = new Map<LanguageId, Waiting>();
  readonly #delivered = new Set<AssetPack>();

  constructor(url: string, broker: AssetBroker) {
    this.#broker = broker;
    this.#frame = new SandboxFrame(url, (message) => this.#onMessage(message));
  }

  /** Resolves when messages reach the frame; rejects if it did not load. */
  get connected(): Promise<void> {
    return this.#frame.connected;
  }

  /** Resolves when a run of this language would start at once. */
  async prepare(language: LanguageId): Promise<void> {
    this.#fetchAhead(language);
    await this.connected;
    let waiting = this.#waiting.get(language);
    if (!waiting) {
      let resolve: () => void = nothing;
      const promise = new Promise<void>((onReady) => {
        resolve = onReady;
      });
      waiting = { promise, resolve };
      this.#waiting.set(language, waiting);
      this.#frame.send({ kind: 'prepare', language });
    }
    return waiting.promise;
  }

  /** Hands a run to the frame, unless it was ended meanwhile. */
  async start(run: LocalRun, { program, maxOutputBytes }: RunOrder): Promise<void> {
    this.#fetchAhead(program.language);
    await this.connected;
    if (run.hasEnded) return;
    this.#frame.send({ kind: 'run', runId: run.runId, program, maxOutputBytes }, [run.framePort]);
  }

  close(): void {
    this.#frame.remove();
  }

  /** The files travel while the frame still loads. */
  #fetchAhead(language: LanguageId): void {
    for (const pack of LANGUAGE_RUNTIMES[language].packs) {
      // A failure is reported when the frame asks for the pack.
      if (!this.#delivered.has(pack)) this.#broker.fetch(pack).catch(() => {});
    }
  }

  async #supply(pack: AssetPack): Promise<void> {
    try {
      const arriving = this.#broker.fetch(pack);
      // The bytes are handed over and then no longer here: another frame has to ask for its own.
      this.#broker.forget(pack);
      const files = await arriving;
      this.#delivered.add(pack);
      this.#frame.send({ kind: 'assets', pack, files }, Object.values(files));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#frame.send({ kind: 'assets-failed', pack, reason });
    }
  }

  #onMessage(message: FrameToHost): void {
    switch (message.kind) {
      case 'assets-wanted':
        void this.#supply(message.pack);
        return undefined;
      case 'ready':
        this.#waiting.get(message.language)?.resolve();
        return undefined;
      default:
        return unreachable(message);
    }
  }
}

function nothing(): void {}
