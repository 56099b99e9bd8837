import type { RunResult } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { Run, RunEvent } from '../run.ts';
import type { HostToRun, ProgramEnd, RunToHost } from '../wire/messages.ts';
import type { PictureEvent } from '../wire/picture-event.ts';

/** How long a program may take to stop by itself. */
const STOP_GRACE_MS = 500;

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'running'; readonly startedMs: number }
  | { readonly kind: 'stopping'; readonly startedMs: number; readonly timer: ReturnType<typeof setTimeout> }
  | { readonly kind: 'ended' };

/** The app's end of a run. */
export class LocalRun implements Run {
  readonly runId = crypto.randomUUID();
  /** The frame's end of the run's port. */
  readonly framePort: MessagePort;
  readonly #port: MessagePort;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #state: State = { kind: 'loading' };
  #onEnd: () => void = () => {};

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.framePort = port2;
    port1.addEventListener('message', ({ data }: MessageEvent<RunToHost>) => this.#onMessage(data));
    port1.start();
  }

  get hasEnded(): boolean {
    return this.#state.kind === 'ended';
  }

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  sendInput(line: string): void {
    this.#send({ kind: 'input', runId: this.runId, line });
  }

  endInput(): void {
    this.#send({ kind: 'input-end', runId: this.runId });
  }

  sendPictureEvent(event: PictureEvent): void {
    this.#send({ kind: 'picture-event', runId: this.runId, event });
  }

  stop(): void {
    if (this.#state.kind === 'loading') {
      // The frame may be about to start the program: its worker must not outlive this.
      this.#send({ kind: 'kill', runId: this.runId });
      return this.#end({ kind: 'stopped', durationMs: 0 }, {});
    }
    if (this.#state.kind !== 'running') return;
    const { startedMs } = this.#state;
    const timer = setTimeout(() => {
      this.#send({ kind: 'kill', runId: this.runId });
      // Not awaited: a frame that hangs must not keep the run alive.
      this.#end({ kind: 'stopped', durationMs: performance.now() - startedMs }, {});
    }, STOP_GRACE_MS);
    this.#state = { kind: 'stopping', startedMs, timer };
    this.#send({ kind: 'interrupt', runId: this.runId });
  }

  tellProgress(progress: { readonly loadedBytes: number; readonly totalBytes: number }): void {
    if (this.#state.kind === 'loading') this.#emit({ kind: 'loading', ...progress });
  }

  /** Ends the run because the language could not be had. */
  refuse(reason: string): void {
    if (this.hasEnded) return;
    this.#emit({ kind: 'output', chunks: [{ kind: 'notice', text: `${reason}\n` }] });
    this.#end({ kind: 'failed', exitCode: 1, durationMs: 0 }, {});
  }

  /** Ends the run because its frame is gone. */
  lose(): void {
    const durationMs = 'startedMs' in this.#state ? performance.now() - this.#state.startedMs : 0;
    this.#end({ kind: 'lost', durationMs }, {});
  }

  whenEnded(onEnd: () => void): void {
    this.#onEnd = onEnd;
  }

  #onMessage(message: RunToHost): void {
    if (message.runId !== this.runId || this.hasEnded) return;
    switch (message.kind) {
      case 'started':
        this.#state = { kind: 'running', startedMs: performance.now() };
        return this.#emit({ kind: 'started' });
      case 'output':
        return this.#emit({ kind: 'output', chunks: message.chunks, ...diagnosticsIn(message) });
      case 'input-wanted':
        return this.#emit({ kind: 'input-wanted', prompt: message.prompt });
      case 'ended':
        return this.#end(this.#resultOf(message), message.files);
      default:
        return unreachable(message);
    }
  }

  #resultOf({ exitCode, durationMs }: ProgramEnd): RunResult {
    if (this.#state.kind === 'stopping') return { kind: 'stopped', durationMs };
    return { kind: exitCode === 0 ? 'finished' : 'failed', exitCode, durationMs };
  }

  #end(result: RunResult, files: Readonly<Record<string, Uint8Array>>): void {
    if (this.hasEnded) return;
    if (this.#state.kind === 'stopping') clearTimeout(this.#state.timer);
    this.#state = { kind: 'ended' };
    this.#port.close();
    this.#emit({ kind: 'ended', result, files });
    this.#listeners.clear();
    this.#onEnd();
  }

  #emit(event: RunEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #send(message: HostToRun): void {
    if (!this.hasEnded) this.#port.postMessage(message);
  }
}

const diagnosticsIn = ({ diagnostics }: Extract<RunToHost, { kind: 'output' }>) =>
  diagnostics ? { diagnostics } : {};
