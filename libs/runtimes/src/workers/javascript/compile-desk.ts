import type { CompileJob, CompileResult } from '../../wire/messages.ts';
import type { WorkerPort } from '../worker-port.ts';

/** Hands jobs to the compiler, which lives in a worker of its own. */
export class CompileDesk {
  readonly #port: WorkerPort;
  readonly #waiting = new Map<number, (result: CompileResult) => void>();
  #nextJobId = 1;

  constructor(port: WorkerPort) {
    this.#port = port;
  }

  async compile(job: CompileJob): Promise<CompileResult> {
    const jobId = this.#nextJobId++;
    return new Promise((resolve) => {
      this.#waiting.set(jobId, resolve);
      this.#port.post({ kind: 'compile', jobId, job });
    });
  }

  finish(jobId: number, result: CompileResult): void {
    this.#waiting.get(jobId)?.(result);
    this.#waiting.delete(jobId);
  }
}
