import type { PlainInsert } from './plain-edit.ts';

interface Run {
  readonly from: number;
  next: number;
  readonly text: object;
}

/** Text that was accepted and is not in the document yet: per client id one run of clocks inside one text. */
export class PendingRuns {
  readonly #runs = new Map<number, Run>();

  nextClock(client: number): number | undefined {
    return this.#runs.get(client)?.next;
  }

  textAt(client: number, clock: number): object | undefined {
    const run = this.#runs.get(client);
    return run && clock >= run.from && clock < run.next ? run.text : undefined;
  }

  /** False when the edit is in another text than the run: the run has to be applied first. */
  extend({ client, clock, length }: PlainInsert, text: object): boolean {
    const run = this.#runs.get(client);
    if (!run) this.#runs.set(client, { from: clock, next: clock + length, text });
    else if (run.text === text) run.next += length;
    else return false;
    return true;
  }

  clear(): void {
    if (this.#runs.size > 0) this.#runs.clear();
  }
}
