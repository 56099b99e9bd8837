import type { CompileJob, CompileResult, CompilerToFrame, FrameToCompiler } from '../wire/messages.ts';
import type { AssetShelf } from './asset-shelf.ts';

/** The compiler's worker. It sees text only and never runs a program, so one serves all runs. */
export class Compiler {
  readonly #sourceUrl: string;
  readonly #shelf: AssetShelf;
  readonly #jobs = new Map<number, (result: CompileResult) => void>();
  #worker: Promise<Worker> | undefined;
  #nextJobId = 1;

  constructor(sourceUrl: string, shelf: AssetShelf) {
    this.#sourceUrl = sourceUrl;
    this.#shelf = shelf;
  }

  /** Resolves when the compiler can start at once. */
  async prepare(): Promise<void> {
    await this.#start();
  }

  async compile(job: CompileJob): Promise<CompileResult> {
    let worker: Worker;
    try {
      worker = await this.#start();
    } catch (error) {
      return { kind: 'refused', message: `The compiler did not load: ${String(error)}`, place: null };
    }
    const jobId = this.#nextJobId++;
    return new Promise((resolve) => {
      this.#jobs.set(jobId, resolve);
      worker.postMessage({ kind: 'compile', jobId, job } satisfies FrameToCompiler);
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
    const module = await this.#shelf.compiler();
    const worker = new Worker(this.#sourceUrl);
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener('error', (failure) => reject(new Error(failure.message)));
      worker.addEventListener('message', ({ data }: MessageEvent<CompilerToFrame>) => {
        if (data.kind === 'ready') resolve();
        else if (data.kind === 'boot-failed') reject(new Error(data.reason));
        else this.#finish(data.jobId, data.result);
      });
      worker.postMessage({ kind: 'start', module } satisfies FrameToCompiler);
    });
    return worker;
  }

  #finish(jobId: number, result: CompileResult): void {
    this.#jobs.get(jobId)?.(result);
    this.#jobs.delete(jobId);
  }
}
