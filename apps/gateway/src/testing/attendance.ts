/**
 * How long bystanders waited while others misbehaved. The bound holds for the median: a single wait on a shared
 * machine tells of the machine.
 */
export class Attendance {
  readonly #waitsMs: number[] = [];

  /** Times `work`, which must be answered whatever happened before. */
  async of<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const value = await work();
    this.#waitsMs.push(performance.now() - startedAt);
    return value;
  }

  /** In ms; 0 while nobody waited. */
  get median(): number {
    return this.#waitsMs.toSorted((a, b) => a - b)[this.#waitsMs.length >> 1] ?? 0;
  }
}
