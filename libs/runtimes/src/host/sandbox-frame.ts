import type { FrameToHost, HostToFrame } from '../wire/messages.ts';
import { FRAME_HELLO, FRAME_WELCOME } from '../wire/messages.ts';

const HELLO_TIMEOUT_MS = 20_000;

/** The one sandboxed frame of the page, hidden, made at the first use. */
export class SandboxFrame {
  readonly #element: HTMLIFrameElement;
  readonly #channel = new MessageChannel();
  readonly #connected: Promise<void>;
  #stopListening: () => void = () => {};

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
    this.#connected = this.#connect();
    this.#connected.catch(() => {});
    document.body.append(element);
  }

  /** Resolves when messages reach the frame; rejects if it did not load. */
  get connected(): Promise<void> {
    return this.#connected;
  }

  send(message: HostToFrame, transfer: Transferable[] = []): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  remove(): void {
    this.#stopListening();
    this.#channel.port1.close();
    this.#element.remove();
  }

  #connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#stopListening();
        reject(new Error('The runner did not load.'));
      }, HELLO_TIMEOUT_MS);
      const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
        const frame = this.#element.contentWindow;
        if (!frame || source !== frame || data !== FRAME_HELLO) return;
        this.#stopListening();
        // An opaque origin has no name to address; the port goes to this very window, which was checked above.
        frame.postMessage(FRAME_WELCOME, '*', [this.#channel.port2]);
        resolve();
      };
      this.#stopListening = () => {
        clearTimeout(timer);
        globalThis.removeEventListener('message', onMessage);
      };
      globalThis.addEventListener('message', onMessage);
    });
  }
}
