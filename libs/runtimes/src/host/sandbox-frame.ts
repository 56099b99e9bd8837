import type { FrameToHost, HostToFrame } from '../wire/messages.ts';
import type { FrameGreeting } from './frame-greeting.ts';
import { greetFrame } from './frame-greeting.ts';

/** The one sandboxed frame of the page, hidden, made at the first use. */
export class SandboxFrame {
  readonly #element: HTMLIFrameElement;
  readonly #channel = new MessageChannel();
  readonly #greeting: FrameGreeting;

  constructor(url: string, onMessage: (message: FrameToHost) => void) {
    const element = document.createElement('iframe');
    // Without allow-same-origin the frame's origin is opaque: nothing of the app can be reached from inside.
    element.setAttribute('sandbox', 'allow-scripts');
    element.allow = 'cross-origin-isolated';
    element.src = url;
    element.title = 'Program runner';
    element.tabIndex = -1;
    element.ariaHidden = 'true';
    // Not `display: none` or `hidden`: browsers slow such frames down.
    element.style.cssText =
      'position:fixed;inset:auto 0 0 auto;width:1px;height:1px;border:0;opacity:0;pointer-events:none';
    this.#element = element;
    this.#channel.port1.addEventListener('message', ({ data }: MessageEvent<FrameToHost>) => onMessage(data));
    this.#channel.port1.start();
    this.#greeting = greetFrame(element, this.#channel.port2);
    document.body.append(element);
  }

  /** Resolves when messages reach the frame; rejects if it did not load. */
  get connected(): Promise<void> {
    return this.#greeting.done;
  }

  send(message: HostToFrame, transfer: Transferable[] = []): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  remove(): void {
    this.#greeting.cancel();
    this.#channel.port1.close();
    this.#element.remove();
  }
}
