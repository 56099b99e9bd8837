import type { Answer, LanguageId, Limits, RunChunk, RunRecord, RunResult } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type { Logger } from 'pino';
import type { SessionStore } from '../store/session-store.ts';
import { SessionMissing } from '../store/session-store.ts';
import type { Audience } from './audience.ts';
import { Debounce } from './debounce.ts';
import type { Peer } from './peer.ts';
import type { People } from './people.ts';
import { RunBoard, RUNS_KEPT } from './run-board.ts';

const SAVE_MS = 1000;

interface SharedRunsOptions {
  readonly sessionId: string;
  readonly store: SessionStore;
  readonly limits: Limits;
  readonly log: Logger;
  readonly audience: Audience;
  readonly people: People;
  /** The store has the session no more. */
  readonly onMissing: () => void;
}

/** Runs in a session: shown to everybody while they happen, kept for those who come later. */
export class SharedRuns {
  readonly #options: SharedRunsOptions;
  #board: RunBoard | undefined;
  readonly #unsaved = new Set<string>();
  readonly #tick = new Debounce(SAVE_MS, () => void this.save());

  constructor(options: SharedRunsOptions) {
    this.#options = options;
  }

  /** Everything is stored. */
  get isIdle(): boolean {
    return this.#unsaved.size === 0;
  }

  /** To be called before anybody joins. */
  async load(): Promise<void> {
    const { store, sessionId, limits } = this.#options;
    if (this.#board) return;
    const past = await store.listRuns(sessionId);
    this.#board ??= new RunBoard({ keptBytes: limits.runOutputBytes, sharedBytes: limits.runSharedBytes }, past);
  }

  list(): readonly RunRecord[] {
    return this.#board?.list() ?? [];
  }

  start(peer: Peer, run: { language: LanguageId; entry: string }): Answer<{ runId: string }> {
    const runner = this.#options.people.find(peer.participantId);
    if (!runner || !this.#board) return refuse('not-joined');
    if (peer.role === 'viewer') return refuse('not-allowed');
    const record = this.#board.start(runner, { ...run, now: Date.now() });
    this.#note(record.runId);
    this.#options.audience.send('run-started', record, peer);
    return accept({ runId: record.runId });
  }

  addOutput(peer: Peer, { runId, chunks }: { runId: string; chunks: readonly RunChunk[] }): Answer {
    if (!this.#board) return refuse('not-joined');
    const kept = this.#board.output(runId, peer.participantId, chunks);
    if (!kept.ok) return kept;
    this.#note(runId);
    if (kept.value.length > 0) {
      this.#options.audience.send(
        'run-output',
        {
          runId,
          participantId: peer.participantId,
          chunks: kept.value,
        },
        peer,
      );
    }
    return accept(null);
  }

  askInput(peer: Peer, { runId, prompt }: { runId: string; prompt: string }): Answer {
    const answer = this.#board?.askInput(runId, peer.participantId, prompt) ?? refuse('not-joined');
    if (!answer.ok) return answer;
    this.#note(runId);
    this.#options.audience.send(
      'run-input-request',
      {
        runId,
        participantId: peer.participantId,
        prompt,
      },
      peer,
    );
    return answer;
  }

  answerInput(peer: Peer, { runId, text }: { runId: string; text: string }): Answer {
    if (peer.role === 'viewer') return refuse('not-allowed');
    const answer = this.#board?.answerInput(runId) ?? refuse('not-joined');
    if (!answer.ok) return answer;
    this.#note(runId);
    this.#options.audience.send('run-input', { runId, participantId: peer.participantId, text });
    return answer;
  }

  end(peer: Peer, runId: string, result: RunResult): Answer {
    if (!this.#board) return refuse('not-joined');
    const ended = this.#board.end(runId, peer.participantId, result);
    if (!ended.ok) return ended;
    this.#note(runId);
    this.#options.audience.send('run-ended', { runId, participantId: peer.participantId, result }, peer);
    return accept(null);
  }

  /** Whoever ran something has left, and their browser with it. */
  lose(peer: Peer): void {
    for (const run of this.#board?.openRunsOf(peer.participantId) ?? []) {
      this.end(peer, run.runId, { kind: 'lost', durationMs: Date.now() - run.startedAt });
    }
  }

  /** Stores what is not stored yet. */
  async save(): Promise<void> {
    const { store, sessionId, log, onMissing } = this.#options;
    const runs = [...this.#unsaved].flatMap((runId): RunRecord[] => {
      const run = this.#board?.find(runId);
      return run ? [run] : [];
    });
    this.#unsaved.clear();
    try {
      for (const run of runs) await store.putRun(sessionId, run, RUNS_KEPT);
    } catch (error) {
      if (error instanceof SessionMissing) onMissing();
      else log.warn({ err: error }, 'runs not stored');
    }
  }

  close(): void {
    this.#tick.stop();
  }

  #note(runId: string): void {
    this.#unsaved.add(runId);
    this.#tick.request();
  }
}
