import type { OutputLogOptions } from './output-log.ts';
import { OutputLog } from './output-log.ts';

/** Runs looked at last whose rows are kept; others are read again. */
const LOGS_KEPT = 8;

/** A log for each run that somebody looked at. */
export class OutputLogs {
  readonly #schedule: OutputLogOptions['schedule'];
  readonly #none: OutputLog;
  readonly #logs = new Map<string, OutputLog>();

  constructor(schedule: OutputLogOptions['schedule']) {
    this.#schedule = schedule;
    this.#none = new OutputLog({ schedule });
  }

  /** The same one while it is among the last looked at; an empty one for no run. */
  of(runId: string | undefined): OutputLog {
    if (runId === undefined) return this.#none;
    const log = this.#logs.get(runId) ?? new OutputLog({ schedule: this.#schedule });
    this.#logs.delete(runId);
    this.#logs.set(runId, log);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > LOGS_KEPT && oldest !== undefined) this.#logs.delete(oldest);
    return log;
  }
}
