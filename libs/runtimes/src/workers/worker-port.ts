import type { FrameToWorker, WorkerStart, WorkerToFrame } from '../wire/messages.ts';

/** A program's way to the frame. The program itself cannot reach it. */
export interface WorkerPort {
  readonly start: WorkerStart;
  post(message: WorkerToFrame, transfer?: Transferable[]): void;
  onMessage(listener: (message: FrameToWorker) => void): void;
}

/** Waits for the frame's one message on the global scope, and hides the global way of sending afterwards. */
export async function openWorkerPort(): Promise<WorkerPort> {
  const start = await new Promise<WorkerStart>((resolve) => {
    const accept = (event: MessageEvent<WorkerStart>): void => {
      // The first message only: a program could otherwise hear, or be taken for, the frame.
      globalThis.removeEventListener('message', accept as EventListener);
      event.stopImmediatePropagation();
      resolve(event.data);
    };
    globalThis.addEventListener('message', accept as EventListener);
  });
  const { port } = start;
  return {
    start,
    post: (message, transfer = []) => {
      port.postMessage(message, transfer);
    },
    onMessage: (listener) => {
      port.addEventListener('message', (event: MessageEvent<FrameToWorker>) => {
        listener(event.data);
      });
      port.start();
    },
  };
}
