import type { ChatMessage, RunRecord } from '@pairlink/protocol';
import type { HeldSession } from './held-sessions.ts';
import type { LmdbTables } from './lmdb-tables.ts';
import { namedKeys, numberedKeys } from './lmdb-tables.ts';

/** Chat and runs of a session: the newest few of each. What queues writes is to be called inside a batch. */
export class KeptExtras {
  readonly #tables: LmdbTables;

  constructor(tables: LmdbTables) {
    this.#tables = tables;
  }

  /** Answers what queues the writes: the message gets its number at once. */
  addChat({ fixed, chat }: HeldSession, message: ChatMessage, kept: number): () => void {
    const { sessionId } = fixed;
    const added = chat.next++;
    const first = Math.max(chat.first, chat.next - kept);
    const dropped = Array.from({ length: first - chat.first }, (_, i) => chat.first + i);
    chat.first = first;
    return () => {
      void this.#tables.chat.put([sessionId, added], message);
      for (const number of dropped) void this.#tables.chat.remove([sessionId, number]);
    };
  }

  listChat(sessionId: string): ChatMessage[] {
    return [...this.#tables.chat.getRange(numberedKeys(sessionId))].map(({ value }) => value);
  }

  /** Answers what queues the writes. */
  putRun(session: HeldSession, run: RunRecord, kept: number): () => void {
    const { sessionId } = session.fixed;
    const runs = this.#runsOf(session);
    runs.set(run.runId, run.startedAt);
    const dropped = [...runs].sort(([, a], [, b]) => b - a).slice(kept);
    for (const [runId] of dropped) runs.delete(runId);
    return () => {
      void this.#tables.runs.put([sessionId, run.runId], run);
      for (const [runId] of dropped) void this.#tables.runs.remove([sessionId, runId]);
    };
  }

  listRuns(sessionId: string): RunRecord[] {
    return [...this.#tables.runs.getRange(namedKeys(sessionId))]
      .map(({ value }) => value)
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  remove(session: HeldSession): void {
    const { sessionId } = session.fixed;
    // By number: what is queued but not yet committed is not in the range of keys.
    for (let n = session.chat.first; n < session.chat.next; n++)
      void this.#tables.chat.remove([sessionId, n]);
    for (const runId of this.#runsOf(session).keys()) void this.#tables.runs.remove([sessionId, runId]);
  }

  #runsOf(session: HeldSession): Map<string, number> {
    session.runs ??= new Map(
      [...this.#tables.runs.getRange(namedKeys(session.fixed.sessionId))].map(({ value }) => [
        value.runId,
        value.startedAt,
      ]),
    );
    return session.runs;
  }
}
