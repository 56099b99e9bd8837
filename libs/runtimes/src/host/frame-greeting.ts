import { FRAME_HELLO, FRAME_WELCOME } from '../wire/messages.ts';

const HELLO_TIMEOUT_MS = 20_000;

/** The first words between the app and a frame of its own, which end with the frame having a port. */
export interface FrameGreeting {
  /** Resolves when messages reach the frame; rejects if it did not load. */
  readonly done: Promise<void>;
  cancel(): void;
}

/** Waits for the frame's word and hands it `port`. */
export function greetFrame(element: HTMLIFrameElement, port: MessagePort): FrameGreeting {
  let cancel = nothing;
  const done = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      cancel();
      reject(new Error('The runner did not load.'));
    }, HELLO_TIMEOUT_MS);
    const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
      const frame = element.contentWindow;
      if (!frame || source !== frame || data !== FRAME_HELLO) return;
      cancel();
      // An opaque origin has no name to address; the port goes to this very window, which was checked above.
      frame.postMessage(FRAME_WELCOME, '*', [port]);
      resolve();
    };
    cancel = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener('message', onMessage);
    };
    globalThis.addEventListener('message', onMessage);
  });
  // Whoever sends something waits for it; a frame that nobody used must not report it as unhandled.
  done.catch(() => {});
  return { done, cancel: () => cancel() };
}

function nothing(): void {}
