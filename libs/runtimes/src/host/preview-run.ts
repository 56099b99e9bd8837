import type { RunChunk } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { PreviewRequest, Run, RunEvent } from '../run.ts';
import type { HostToPreview, PreviewToHost } from '../wire/preview-messages.ts';
import type { FrameGreeting } from './frame-greeting.ts';
import { greetFrame } from './frame-greeting.ts';

/** Where the preview's document is, and how much a page may write on its console. */
export interface PreviewOptions {
  readonly frameUrl: string;
  readonly maxOutputBytes: number;
}

/** One document on show. */
interface Shown {
  readonly element: HTMLIFrameElement;
  readonly port: MessagePort;
  readonly greeting: FrameGreeting;
}

/** A page of HTML on show in a frame of its own; it lasts until it is stopped. */
export class PreviewRun implements Run {
  readonly #container: HTMLElement;
  readonly #request: PreviewRequest;
  readonly #options: PreviewOptions;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #shown: Shown | undefined;
  #startedMs: number | undefined;
  #hasEnded = false;
  #onEnd: () => void = () => {};

  constructor(container: HTMLElement, request: PreviewRequest, options: PreviewOptions) {
    this.#container = container;
    this.#request = request;
    this.#options = options;
    this.#open(request.entry, '');
  }

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A page asks by its own means. */
  sendInput(): void {}

  endInput(): void {}

  sendPictureEvent(): void {}

  stop(): void {
    this.#end('stopped');
  }

  /** Ends the run because the page of the app goes. */
  lose(): void {
    this.#end('lost');
  }

  whenEnded(onEnd: () => void): void {
    this.#onEnd = onEnd;
  }

  /** Every document has a frame of its own, since a page's global object outlives the page within one. */
  #open(entry: string, hash: string): void {
    this.#close();
    const { port1, port2 } = new MessageChannel();
    const element = document.createElement('iframe');
    // No allow-same-origin: the page's origin is opaque. No popups, no downloads, no navigation of the app.
    element.setAttribute('sandbox', 'allow-scripts allow-forms');
    element.src = this.#options.frameUrl + hash;
    element.title = `Preview of ${entry}`;
    const greeting = greetFrame(element, port2);
    const shown: Shown = { element, port: port1, greeting };
    this.#shown = shown;
    port1.addEventListener('message', ({ data }: MessageEvent<PreviewToHost>) => this.#onMessage(data));
    port1.start();
    this.#container.append(element);
    void this.#send(shown, entry);
  }

  async #send({ port, greeting }: Shown, entry: string): Promise<void> {
    const { maxOutputBytes } = this.#options;
    try {
      await greeting.done;
      const page = { files: this.#request.files, entry, maxOutputBytes };
      port.postMessage({ kind: 'show', page } satisfies HostToPreview);
    } catch {
      this.#print([
        { kind: 'notice', text: 'The preview did not load. Check your connection and run again.\n' },
      ]);
      this.#end('failed');
    }
  }

  #onMessage(message: PreviewToHost): void {
    if (this.#hasEnded) return;
    switch (message.kind) {
      case 'shown':
        if (this.#startedMs === undefined) this.#emit({ kind: 'started' });
        this.#startedMs ??= performance.now();
        return undefined;
      case 'output':
        return this.#print(message.chunks);
      case 'open':
        return this.#open(message.path, message.hash);
      default:
        return unreachable(message);
    }
  }

  #print(chunks: readonly RunChunk[]): void {
    this.#emit({ kind: 'output', chunks });
  }

  #end(kind: 'stopped' | 'lost' | 'failed'): void {
    if (this.#hasEnded) return;
    this.#close();
    this.#hasEnded = true;
    const durationMs = this.#startedMs === undefined ? 0 : performance.now() - this.#startedMs;
    const result = kind === 'failed' ? ({ kind, exitCode: 1, durationMs } as const) : { kind, durationMs };
    this.#emit({ kind: 'ended', result, files: {} });
    this.#listeners.clear();
    this.#onEnd();
  }

  #close(): void {
    this.#shown?.greeting.cancel();
    this.#shown?.port.close();
    this.#shown?.element.remove();
    this.#shown = undefined;
  }

  #emit(event: RunEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
