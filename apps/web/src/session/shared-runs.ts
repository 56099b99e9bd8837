import type { Answer, ClientEvent, LanguageId, RunChunk, RunRecord, RunResult } from '@pairlink/protocol';
import { accept } from '@pairlink/protocol';
import type { PayloadOf, ValueOf } from './ask.ts';
import type { RunEvent } from './fold-run.ts';
import { foldRun } from './fold-run.ts';
import { OwnRuns } from './own-runs.ts';
import { isAnswered, RunTeller } from './run-teller.ts';
import type { SessionSnapshot } from './session-snapshot.ts';
import type { SessionSocket } from './session-socket.ts';

export interface RunStart {
  readonly language: LanguageId;
  /** Path of the file that is run. */
  readonly entry: string;
}

export type RunInputListener = (input: { readonly runId: string; readonly text: string }) => void;

export interface SharedRunsOptions {
  readonly ask: <E extends ClientEvent>(event: E, payload: PayloadOf<E>) => Promise<Answer<ValueOf<E>>>;
  readonly getSnapshot: () => SessionSnapshot;
  readonly publish: (runs: readonly RunRecord[]) => void;
}

const UNHEARD: RunChunk = {
  kind: 'notice',
  text: 'The connection broke: the others do not see all that this program prints.\n',
};

/** The runs of a session: this tab's own, told to the others, and theirs, shown here. */
export class SharedRuns {
  readonly #options: SharedRunsOptions;
  readonly #own = new OwnRuns();
  readonly #teller: RunTeller;
  /** Runs of this tab of which something did not reach the others. */
  readonly #unheard = new Set<string>();
  readonly #inputListeners = new Set<RunInputListener>();

  constructor(options: SharedRunsOptions) {
    this.#options = options;
    this.#teller = new RunTeller(options.ask);
  }

  listen(socket: Pick<SessionSocket, 'on'>): void {
    socket.on('run-started', (run) => this.#fold({ kind: 'started', run }));
    socket.on('run-output', ({ runId, chunks }) => this.#foldOthers({ kind: 'output', runId, chunks }));
    socket.on('run-ended', ({ runId, result }) => this.#foldOthers({ kind: 'ended', runId, result }));
    socket.on('run-input-request', ({ runId, prompt }) =>
      this.#foldOthers({ kind: 'input-wanted', runId, prompt }),
    );
    socket.on('run-input', ({ runId, text }) => {
      this.#fold({ kind: 'input-given', runId });
      for (const listener of this.#inputListeners) listener({ runId, text });
    });
  }

  async start(run: RunStart): Promise<Answer<{ readonly runId: string }>> {
    const answer = await this.#options.ask('run-start', run);
    const { self } = this.#options.getSnapshot();
    if (!answer.ok || !self) return answer;
    const { runId } = answer.value;
    const { participantId, name: participantName } = self;
    this.#own.add(runId);
    this.#teller.start(runId);
    const started = { participantId, participantName, ...run, startedAt: Date.now() };
    this.#fold({ kind: 'started', run: { runId, ...started, chunks: [], isCut: false } });
    return answer;
  }

  /** Appears in the snapshot at once, like `end`; to others as soon as the server has it. */
  sendOutput(runId: string, chunks: readonly RunChunk[]): Promise<Answer> {
    const { runSharedBytes } = this.#options.getSnapshot().limits;
    return this.#tell(runId, this.#own.admit(runId, chunks, runSharedBytes));
  }

  end(runId: string, result: RunResult): Promise<Answer> {
    void this.#tell(runId, this.#own.tail(runId));
    this.#fold({ kind: 'ended', runId, result });
    return this.#teller.end(runId, result);
  }

  /** What a run of this tab printed that is shown to nobody, as far as it is still held. */
  hiddenOutput(runId: string): readonly RunChunk[] {
    return this.#own.rest(runId);
  }

  /** Shows everyone that the program waits for a line. */
  requestInput(runId: string, prompt: string): Promise<Answer> {
    this.#fold({ kind: 'input-wanted', runId, prompt });
    return this.#options.ask('run-input-request', { runId, prompt });
  }

  /** A line for a waiting program, from whoever typed it; the tab that runs it gets it through `onInput`. */
  sendInput(runId: string, text: string): Promise<Answer> {
    return this.#options.ask('run-input', { runId, text });
  }

  /** Lines that people typed for programs; the tab that runs the program passes them on. Returns the undo. */
  onInput(listener: RunInputListener): () => void {
    this.#inputListeners.add(listener);
    return () => this.#inputListeners.delete(listener);
  }

  /** The runs to show after joining, from those the server told of; it is told what it has missed of ours. */
  afterJoining(theirs: readonly RunRecord[]): readonly RunRecord[] {
    this.#teller.again();
    return this.#own.keepIn(theirs, this.#options.getSnapshot().runs);
  }

  async #tell(runId: string, chunks: readonly RunChunk[]): Promise<Answer> {
    if (chunks.length === 0) return accept(null);
    this.#fold({ kind: 'output', runId, chunks });
    const answer = await this.#teller.output(runId, chunks);
    if (!answer.ok && isAnswered(answer) && !this.#unheard.has(runId)) {
      this.#unheard.add(runId);
      this.#fold({ kind: 'output', runId, chunks: [UNHEARD] });
    }
    return answer;
  }

  #foldOthers(event: Exclude<RunEvent, { kind: 'started' }>): void {
    if (!this.#own.has(event.runId)) this.#fold(event);
  }

  #fold(event: RunEvent): void {
    this.#options.publish(foldRun(this.#options.getSnapshot().runs, event));
  }
}
