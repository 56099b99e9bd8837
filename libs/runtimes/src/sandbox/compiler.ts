import type { CompileJob, CompileResult } from '../wire/messages.ts';
import type { AssetShelf } from './asset-shelf.ts';
import { JobWorker } from './job-worker.ts';

/** esbuild, in a worker of its own. */
export class Compiler {
  readonly #worker: JobWorker<WebAssembly.Module, CompileJob, CompileResult>;

  constructor(sourceUrl: string, shelf: AssetShelf) {
    this.#worker = new JobWorker({ sourceUrl, loadAssets: () => shelf.compiler() });
  }

  /** Resolves when the compiler can start at once. */
  async prepare(): Promise<void> {
    await this.#worker.prepare();
  }

  async compile(job: CompileJob): Promise<CompileResult> {
    try {
      return await this.#worker.do(job);
    } catch (error) {
      return { kind: 'refused', message: `The compiler did not load: ${String(error)}`, place: null };
    }
  }
}
