import type { FrameToWorker, PythonAssets, WorkerStart, WorkerToFrame } from '../wire/messages.ts';
import type { SharedMemory } from '../wire/shared-memory.ts';
import { createSharedMemory } from '../wire/shared-memory.ts';

/** A worker that runs one program and is then ended: every run starts with fresh state. */
export class ProgramWorker {
  readonly shared: SharedMemory | null = globalThis.crossOriginIsolated ? createSharedMemory() : null;
  /** Rejects if the language did not start. */
  readonly ready: Promise<void>;
  #listener: (message: WorkerToFrame) => void = () => {};
  readonly #worker: Worker;
  readonly #port: MessagePort;

  constructor(sourceUrl: string, assets: PythonAssets | null) {
    const channel = new MessageChannel();
    this.#port = channel.port1;
    this.#worker = new Worker(sourceUrl);
    this.ready = new Promise((resolve, reject) => {
      this.#worker.addEventListener('error', (failure) => reject(new Error(failure.message)));
      this.#port.addEventListener('message', ({ data }: MessageEvent<WorkerToFrame>) => {
        if (data.kind === 'ready') resolve();
        else if (data.kind === 'boot-failed') reject(new Error(data.reason));
        else this.#listener(data);
      });
    });
    // Whoever takes the worker handles this; a spare that nobody took must not report it as unhandled.
    this.ready.catch(() => {});
    this.#port.start();
    const start: WorkerStart = {
      port: channel.port2,
      ...(this.shared && { shared: this.shared.buffer }),
      ...(assets && { assets }),
    };
    this.#worker.postMessage(start, [channel.port2]);
  }

  listen(listener: (message: WorkerToFrame) => void): void {
    this.#listener = listener;
  }

  post(message: FrameToWorker): void {
    this.#port.postMessage(message);
  }

  terminate(): void {
    this.#listener = () => {};
    this.#worker.terminate();
    this.#port.close();
  }
}
