import type { CheckerAssets, CheckJob, CheckResult } from '../wire/messages.ts';
import type { AssetShelf } from './asset-shelf.ts';
import { JobWorker } from './job-worker.ts';

/** TypeScript's checker, in a worker of its own. */
export class Checker {
  readonly #worker: JobWorker<CheckerAssets, CheckJob, CheckResult>;

  constructor(sourceUrl: string, shelf: AssetShelf) {
    this.#worker = new JobWorker({ sourceUrl, loadAssets: () => shelf.checker() });
  }

  /** Resolves when a check can start at once. */
  async prepare(): Promise<void> {
    await this.#worker.prepare();
  }

  async check(job: CheckJob): Promise<CheckResult> {
    try {
      return await this.#worker.do(job);
    } catch (error) {
      return { kind: 'unchecked', reason: `The types were not checked: ${String(error)}` };
    }
  }
}
