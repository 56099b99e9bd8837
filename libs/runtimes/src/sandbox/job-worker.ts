import type { FrameToJobWorker, JobWorkerToFrame } from '../wire/messages.ts';

export interface JobWorkerParts<Assets> {
  readonly sourceUrl: string;
  readonly loadAssets: () => Promise<Assets>;
}

/** A worker that sees text only and never runs a program, so that one serves all runs. Started by its first use. */
export class JobWorker<Assets, Job, Result> {
  readonly #parts: JobWorkerParts<Assets>;
  readonly #waiting = new Map<number, (result: Result) => void>();
  #worker: Promise<Worker> | undefined;
  #nextJobId = 1;

  constructor(parts: JobWorkerParts<Assets>) {
    this.#parts = parts;
  }

  /** Resolves when a job would begin at once. */
  async prepare(): Promise<void> {
    await this.#start();
  }

  /** Rejects if the worker did not start. */
  async do(job: Job): Promise<Result> {
    const worker = await this.#start();
    const jobId = this.#nextJobId++;
    return new Promise((resolve) => {
      this.#waiting.set(jobId, resolve);
      worker.postMessage({ kind: 'job', jobId, job } satisfies FrameToJobWorker<Assets, Job>);
    });
  }

  #start(): Promise<Worker> {
    this.#worker ??= this.#boot();
    this.#worker.catch(() => {
      this.#worker = undefined;
    });
    return this.#worker;
  }

  async #boot(): Promise<Worker> {
    const assets = await this.#parts.loadAssets();
    const worker = new Worker(this.#parts.sourceUrl);
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener('error', (failure) => reject(new Error(failure.message)));
      worker.addEventListener('message', ({ data }: MessageEvent<JobWorkerToFrame<Result>>) => {
        if (data.kind === 'ready') resolve();
        else if (data.kind === 'boot-failed') reject(new Error(data.reason));
        else this.#finish(data.jobId, data.result);
      });
      worker.postMessage({ kind: 'start', assets } satisfies FrameToJobWorker<Assets, Job>);
    });
    return worker;
  }

  #finish(jobId: number, result: Result): void {
    this.#waiting.get(jobId)?.(result);
    this.#waiting.delete(jobId);
  }
}
