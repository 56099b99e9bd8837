import type { Answer, LanguageId, Limits, RunRecord, RunResult } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type { Logger } from 'pino';
import type { OtherPart } from '../instances/instances.ts';
import type { RunEvent, RunState, SessionMessage } from '../instances/session-message.ts';
import type { SessionStore } from '../store/session-store.ts';
import { SessionMissing } from '../store/session-store.ts';
import { AbandonedRuns } from './abandoned-runs.ts';
import type { Audience } from './audience.ts';
import { Debounce } from './debounce.ts';
import { InputQuestions } from './input-questions.ts';
import { missingChunks } from './missing-chunks.ts';
import type { Peer } from './peer.ts';
import type { People } from './people.ts';
import type { RunOutput } from './run-board.ts';
import { RunBoard, RUNS_KEPT } from './run-board.ts';
import type { Happening } from './run-events.ts';
import { applyRunEvent, showRunEvent } from './run-events.ts';

const SAVE_MS = 1000;

interface SharedRunsOptions {
  readonly sessionId: string;
  readonly store: SessionStore;
  readonly limits: Limits;
  readonly log: Logger;
  readonly audience: Audience;
  readonly people: People;
  readonly elsewhere: { send(message: SessionMessage): void; changed(): void };
  /** The store has the session no more. */
  readonly onMissing: () => void;
}

type Question = Extract<SessionMessage, { kind: 'ask-input' }>;

/**
 * Runs in a session: shown to everybody while they happen, kept for those who come later. The home of a run is the
 * instance its runner is connected to: it numbers and stores what happens, and decides which line of input counts.
 * The others show what they hear of it.
 */
export class SharedRuns {
  readonly #options: SharedRunsOptions;
  #board: RunBoard | undefined;
  /** Open runs whose home is here, with the number of their last event. */
  readonly #here = new Map<string, number>();
  /** Open runs with another home. */
  readonly #there = new Map<string, { readonly n: number; readonly home: string }>();
  readonly #questions = new InputQuestions();
  readonly #abandoned = new AbandonedRuns((runId) => this.#endLost(runId));
  readonly #unsaved = new Set<string>();
  readonly #tick = new Debounce(SAVE_MS, () => void this.save());

  constructor(options: SharedRunsOptions) {
    this.#options = options;
  }

  /** Everything is stored. */
  get isIdle(): boolean {
    return this.#unsaved.size === 0 && this.#abandoned.isEmpty;
  }

  /** To be called before anybody joins. */
  async load(): Promise<void> {
    const { store, sessionId, limits } = this.#options;
    if (this.#board) return;
    const past = await store.listRuns(sessionId);
    this.#board ??= new RunBoard(
      { keptBytes: limits.runOutputBytes, sharedBytes: limits.runSharedBytes },
      past,
    );
    // Their gateway ended before they did; their browsers may be on the way here.
    for (const { runId, result } of past) if (!result) this.#abandoned.add(runId);
  }

  list(): readonly RunRecord[] {
    return this.#board?.list() ?? [];
  }

  start(peer: Peer, run: { language: LanguageId; entry: string }): Answer<{ runId: string }> {
    const runner = this.#options.people.find(peer.participantId);
    if (!runner || !this.#board) return refuse('not-joined');
    if (peer.role === 'viewer') return refuse('not-allowed');
    const record = this.#board.start(runner, { ...run, now: Date.now() });
    const { runId } = record;
    this.#happened({ kind: 'started', runId, run: record }, peer);
    this.#options.elsewhere.changed();
    return accept({ runId });
  }

  addOutput(peer: Peer, output: RunOutput): Answer {
    const { runId } = output;
    const kept = this.#boardOf(runId)?.output(output, peer.participantId) ?? NOT_HERE;
    if (!kept.ok) return kept;
    this.#abandoned.claim(runId);
    if (kept.value.length > 0) this.#happened({ kind: 'output', runId, chunks: kept.value }, peer);
    return accept(null);
  }

  askInput(peer: Peer, { runId, prompt }: { runId: string; prompt: string }): Answer {
    const answer = this.#boardOf(runId)?.askInput(runId, peer.participantId, prompt) ?? NOT_HERE;
    if (!answer.ok) return answer;
    this.#abandoned.claim(runId);
    this.#happened({ kind: 'prompt', runId, prompt }, peer);
    return answer;
  }

  answerInput(peer: Peer, line: { runId: string; text: string }): Answer | Promise<Answer> {
    if (peer.role === 'viewer') return refuse('not-allowed');
    const { runId, text } = line;
    const { participantId } = peer;
    if (!this.#there.has(runId)) return this.#takeInput({ participantId, runId, text });
    return this.#questions.put((askId) => {
      this.#options.elsewhere.send({ kind: 'ask-input', askId, participantId, runId, text });
    });
  }

  end(peer: Peer, runId: string, result: RunResult): Answer {
    const ended = this.#boardOf(runId)?.end(runId, peer.participantId, result) ?? NOT_HERE;
    if (!ended.ok) return ended;
    this.#ended(runId, result, peer);
    return accept(null);
  }

  /** Whoever ran something is not connected here any more; their browser may be back in a moment. */
  lose(peer: Peer): void {
    for (const { runId } of this.#board?.openRunsOf(peer.participantId) ?? []) {
      if (this.#here.has(runId)) this.#abandoned.add(runId);
    }
  }

  /** Whoever ran something elsewhere is gone from there; perhaps their instance died and says nothing more. */
  lost(participantId: string): void {
    for (const { runId } of this.#board?.openRunsOf(participantId) ?? []) this.#abandoned.add(runId);
  }

  /** Open runs whose home is here, each with the number of its last event. */
  openHere(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#here);
  }

  /** Open runs whose home is here, as they are now. */
  statesHere(): readonly RunState[] {
    return [...this.#here].flatMap(([runId, n]) => {
      const run = this.#board?.find(runId);
      return run ? [{ run, n }] : [];
    });
  }

  /** Something happened to a run elsewhere. False when an event before it never came. */
  hear(event: RunEvent, home: string): boolean {
    const { runId, n } = event;
    const known = this.#there.get(runId)?.n ?? -1;
    if (this.#here.has(runId) || n <= known) return true;
    if (n > known + 1) return false;
    this.#abandoned.claim(runId);
    this.#apply(event);
    if (event.kind === 'ended') this.#there.delete(runId);
    else this.#there.set(runId, { n, home });
    return true;
  }

  /** All open runs of another instance as they are there: what was missed is shown now. */
  async hearState(states: readonly RunState[], home: string): Promise<void> {
    for (const { run, n } of states) {
      if (n > (this.#there.get(run.runId)?.n ?? -1)) this.#catchUp(run);
      this.#abandoned.claim(run.runId);
      this.#there.set(run.runId, { n, home });
    }
    const open = new Set(states.map(({ run }) => run.runId));
    const ended = [...this.#there].flatMap(([runId, { home: its }]) =>
      its === home && !open.has(runId) ? [runId] : [],
    );
    if (ended.length > 0) await this.#readEnded(ended);
  }

  /** Whether others have told of runs that have gone further than what was heard of them here. */
  isBehind(others: readonly OtherPart[]): boolean {
    return others.some(({ instance, runs }) => {
      const told = Object.entries(runs).some(([runId, n]) => n > (this.#there.get(runId)?.n ?? -1));
      return told || [...this.#there].some(([runId, { home }]) => home === instance && !(runId in runs));
    });
  }

  hearQuestion({ askId, participantId, runId, text }: Question, from: string): void {
    if (!this.#here.has(runId)) return;
    const answer = this.#takeInput({ participantId, runId, text });
    this.#options.elsewhere.send({ kind: 'answer-input', askId, to: from, answer });
  }

  hearAnswer({ askId, answer }: { askId: string; answer: Answer }): void {
    this.#questions.answered(askId, answer);
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
    this.#abandoned.close();
    this.#tick.stop();
    this.#questions.close();
  }

  #ended(runId: string, result: RunResult, except?: Peer): void {
    this.#abandoned.claim(runId);
    this.#happened({ kind: 'ended', runId, result }, except);
    this.#here.delete(runId);
    this.#options.elsewhere.changed();
  }

  /** Its browser has not come back. */
  #endLost(runId: string): void {
    const run = this.#board?.find(runId);
    if (!run || run.result) return;
    const result = lostSince(run.startedAt);
    this.#board?.end(runId, run.participantId, result);
    if (!this.#there.delete(runId)) return this.#ended(runId, result);
    this.#show({ kind: 'ended', runId, result });
    this.#note(runId);
  }

  /** The board, unless the run has another home, where alone its runner can add to it. */
  #boardOf(runId: string): RunBoard | undefined {
    return this.#there.has(runId) ? undefined : this.#board;
  }

  #takeInput({ participantId, runId, text }: { participantId: string; runId: string; text: string }): Answer {
    const answer = this.#board?.answerInput(runId) ?? refuse('not-joined');
    if (answer.ok) this.#happened({ kind: 'input', runId, participantId, text });
    return answer;
  }

  /** Shows here, tells there, and remembers to store. */
  #happened(event: Happening, except?: Peer): void {
    const { runId } = event;
    const n = (this.#here.get(runId) ?? -1) + 1;
    this.#here.set(runId, n);
    this.#show(event, except);
    this.#options.elsewhere.send({ kind: 'run', event: { ...event, n } });
    this.#note(runId);
  }

  #show(event: Happening, except?: Peer): void {
    const runnerId = this.#board?.find(event.runId)?.participantId ?? '';
    showRunEvent(event, { audience: this.#options.audience, runnerId, except });
  }

  #apply(event: RunEvent): void {
    if (this.#board) applyRunEvent(event, this.#board);
    this.#show(event);
  }

  /** Puts a later state of a run in place of what is known of it, and shows what people have not seen. */
  #catchUp(run: RunRecord): void {
    const { runId } = run;
    const shown = this.#board?.find(runId);
    if (shown?.result) return;
    this.#board?.mirror(run);
    if (!shown) return this.#show({ kind: 'started', runId, run });
    const chunks = missingChunks(shown.chunks, run.chunks);
    if (chunks.length > 0) this.#show({ kind: 'output', runId, chunks });
    const { inputPrompt: prompt, result } = run;
    if (prompt !== undefined && prompt !== shown.inputPrompt) this.#show({ kind: 'prompt', runId, prompt });
    if (result) this.#show({ kind: 'ended', runId, result });
    return undefined;
  }

  /** Their home has stored how they ended. */
  async #readEnded(runIds: readonly string[]): Promise<void> {
    const { store, sessionId, log } = this.#options;
    try {
      const stored = await store.listRuns(sessionId);
      for (const run of stored.filter(({ runId, result }) => result && runIds.includes(runId))) {
        this.#catchUp(run);
        this.#there.delete(run.runId);
      }
    } catch (error) {
      // They stay open here, and are asked for with the next list.
      log.warn({ err: error }, 'runs not read again');
    }
  }

  #note(runId: string): void {
    this.#unsaved.add(runId);
    this.#tick.request();
  }
}

const NOT_HERE = refuse('not-allowed', 'That run is not of this connection.');

const lostSince = (startedAt: number): RunResult => ({ kind: 'lost', durationMs: Date.now() - startedAt });
