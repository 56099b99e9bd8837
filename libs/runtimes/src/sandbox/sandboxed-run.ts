import type { RunChunk } from '@pairlink/protocol';
import { unreachable } from '@pairlink/protocol';
import type { HostToRun, Program, ProgramEnd, RunToHost, WorkerToFrame } from '../wire/messages.ts';
import { putEvent } from '../wire/event-mailbox.ts';
import type { PictureEvent } from '../wire/picture-event.ts';
import type { SharedMemory } from '../wire/shared-memory.ts';
import { WAKE, WORD } from '../wire/shared-memory.ts';
import type { Checker } from './checker.ts';
import type { Compiler } from './compiler.ts';
import { InputFeed } from './input-feed.ts';
import { OutputDrain } from './output-drain.ts';
import type { ProgramWorker } from './program-worker.ts';
import { diagnosticsOf, typeReport } from './type-report.ts';

const SIGINT = 2;

/** How long a program that has ended waits for the check of its types, whose first one loads the checker. */
const CHECK_GRACE_MS = 15_000;

/** What a run needs besides its worker. */
export interface RunParts {
  readonly runId: string;
  readonly port: MessagePort;
  readonly program: Program;
  readonly maxOutputBytes: number;
  readonly compiler: Compiler;
  readonly checker: Checker;
}

/** One run inside the frame: stands between the app's port and the worker, until either ends it. */
export class SandboxedRun {
  readonly #parts: RunParts;
  readonly #worker: ProgramWorker;
  readonly #input: InputFeed;
  readonly #drain: OutputDrain | null;
  readonly #startedMs = performance.now();
  /** Settled when the program's types were checked, and at once where there are none. */
  readonly #checked: Promise<void>;
  #hasEnded = false;

  constructor(parts: RunParts, worker: ProgramWorker) {
    this.#parts = parts;
    this.#worker = worker;
    this.#input = new InputFeed({
      shared: worker.shared,
      isTerminal: parts.program.isInteractive,
      post: (message) => worker.post(message),
    });
    this.#drain = worker.shared && new OutputDrain(worker.shared, (chunks) => this.#sendOutput(chunks));
    worker.listen((message) => this.#onWorker(message));
    parts.port.addEventListener('message', ({ data }: MessageEvent<HostToRun>) => this.#onHost(data));
    parts.port.start();
    this.#checked = parts.program.language === 'typescript' ? this.#check() : Promise.resolve();
    worker.post({ kind: 'run', program: parts.program, maxOutputBytes: parts.maxOutputBytes });
  }

  #onHost(message: HostToRun): void {
    if (message.runId !== this.#parts.runId || this.#hasEnded) return;
    switch (message.kind) {
      case 'input':
        return this.#input.add(message.line);
      case 'input-end':
        return this.#input.end();
      case 'picture-event':
        return this.#passOn(message.event);
      case 'interrupt':
        return this.#interrupt();
      case 'kill':
        return this.#end({ exitCode: 130, durationMs: performance.now() - this.#startedMs, files: {} });
      default:
        return unreachable(message);
    }
  }

  #onWorker(message: WorkerToFrame): void {
    switch (message.kind) {
      case 'started':
        return this.#send({ kind: 'started', runId: this.#parts.runId });
      case 'drain':
        return this.#drain?.request(message.isUrgent);
      case 'output':
        return this.#sendOutput(message.chunks);
      case 'input-wanted':
        if (this.#input.want()) this.#ask(message.prompt);
        return undefined;
      case 'compile':
        void this.#compile(message);
        return undefined;
      case 'ended':
        void this.#endChecked({
          exitCode: message.exitCode,
          durationMs: message.durationMs,
          files: message.files,
        });
        return undefined;
      case 'ready':
      case 'boot-failed':
        return undefined;
      default:
        return unreachable(message);
    }
  }

  #ask(prompt: string): void {
    // What was printed before the question must be seen before it.
    this.#drain?.request(true);
    this.#send({ kind: 'input-wanted', runId: this.#parts.runId, prompt });
  }

  async #compile({ jobId, job }: Extract<WorkerToFrame, { kind: 'compile' }>): Promise<void> {
    const result = await this.#parts.compiler.compile(job);
    if (!this.#hasEnded) this.#worker.post({ kind: 'compiled', jobId, result });
  }

  /** Beside the program, which runs whatever its types are. */
  async #check(): Promise<void> {
    const { files, entry } = this.#parts.program;
    const result = await this.#parts.checker.check({ files, entry });
    if (this.#hasEnded) return;
    const { runId } = this.#parts;
    const diagnostics = diagnosticsOf(result);
    if (result.kind === 'unchecked') {
      this.#sendOutput([{ kind: 'notice', text: `${result.reason}\n` }]);
    } else if (diagnostics.length > 0) {
      const chunks: RunChunk[] = [{ kind: 'stderr', text: typeReport(diagnostics, files) }];
      this.#send({ kind: 'output', runId, chunks, diagnostics });
    }
  }

  /** Nothing may follow the end of a run: it waits for what the checker has to say. */
  async #endChecked(end: ProgramEnd): Promise<void> {
    this.#drain?.finish();
    await Promise.race([this.#checked, sleep(CHECK_GRACE_MS)]);
    this.#end(end);
  }

  #passOn(event: PictureEvent): void {
    const { shared } = this.#worker;
    if (shared && putEvent(shared, JSON.stringify(event))) wake(shared, WAKE.event);
  }

  #interrupt(): void {
    // A program of the browser's own engine cannot be asked, only ended.
    if (this.#parts.program.language !== 'python') {
      return this.#end({ exitCode: 130, durationMs: performance.now() - this.#startedMs, files: {} });
    }
    const { shared } = this.#worker;
    if (shared) {
      new Uint8Array(shared.buffer, 0, 1)[0] = SIGINT;
      Atomics.store(shared.words, WORD.input, 0);
      Atomics.notify(shared.words, WORD.input);
      wake(shared, WAKE.stop);
    }
    this.#worker.post({ kind: 'interrupt' });
  }

  #sendOutput(chunks: readonly RunChunk[]): void {
    this.#send({ kind: 'output', runId: this.#parts.runId, chunks });
  }

  #end(end: ProgramEnd): void {
    if (this.#hasEnded) return;
    this.#drain?.finish();
    this.#hasEnded = true;
    this.#worker.terminate();
    this.#send({ kind: 'ended', runId: this.#parts.runId, ...end });
  }

  #send(message: RunToHost): void {
    this.#parts.port.postMessage(message);
  }
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Ends the program's sleep, if it sleeps. */
function wake({ words }: SharedMemory, reason: number): void {
  Atomics.store(words, WORD.sleep, reason);
  Atomics.notify(words, WORD.sleep);
}
