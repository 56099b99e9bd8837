import type { PythonAssets, WorkerKind } from '../wire/messages.ts';
import type { AssetShelf } from './asset-shelf.ts';
import { ProgramWorker } from './program-worker.ts';

/** Keeps one started worker per kind in reserve, so that the next run begins at once with fresh state. */
export class WorkerPool {
  readonly #spares = new Map<WorkerKind, Promise<ProgramWorker>>();
  readonly #sourceUrls: Readonly<Record<WorkerKind, string>>;
  readonly #shelf: AssetShelf;
  /**
   * Not where input needs the engine's stack switching: a snapshot keeps the answer of the Node that made it, whether
   * the engine has that.
   */
  #isSnapshotUsable = globalThis.crossOriginIsolated;

  constructor(sourceUrls: Readonly<Record<WorkerKind, string>>, shelf: AssetShelf) {
    this.#sourceUrls = sourceUrls;
    this.#shelf = shelf;
  }

  /** Resolves when a worker of this kind waits for a program. */
  async prepare(kind: WorkerKind): Promise<void> {
    let spare = this.#spares.get(kind);
    if (!spare) {
      spare = this.#start(kind);
      this.#spares.set(kind, spare);
      spare.catch(() => {
        if (this.#spares.get(kind) === spare) this.#spares.delete(kind);
      });
    }
    await spare;
  }

  /** The worker in reserve, or a new one. The caller ends it. */
  async take(kind: WorkerKind): Promise<ProgramWorker> {
    const spare = this.#spares.get(kind) ?? this.#start(kind);
    this.#spares.delete(kind);
    return spare;
  }

  async #start(kind: WorkerKind): Promise<ProgramWorker> {
    const assets = kind === 'python' ? await this.#shelf.python() : null;
    try {
      return await this.#startWith(kind, assets);
    } catch (error) {
      if (!assets?.snapshot || !this.#isSnapshotUsable) throw error;
      // The snapshot is an unofficial feature of Pyodide: a browser it fails in starts Python the plain way.
      this.#isSnapshotUsable = false;
      return this.#startWith(kind, assets);
    }
  }

  async #startWith(kind: WorkerKind, assets: PythonAssets | null): Promise<ProgramWorker> {
    const worker = new ProgramWorker(this.#sourceUrls[kind], assets && this.#withoutBadSnapshot(assets));
    try {
      await worker.ready;
      return worker;
    } catch (error) {
      worker.terminate();
      throw error;
    }
  }

  #withoutBadSnapshot(assets: PythonAssets): PythonAssets {
    if (this.#isSnapshotUsable) return assets;
    const { snapshot: _, ...plain } = assets;
    return plain;
  }
}
