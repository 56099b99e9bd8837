import { unreachable } from '@pairlink/protocol';
import checkerSource from 'virtual:worker/checker';
import compilerSource from 'virtual:worker/compiler';
import javascriptSource from 'virtual:worker/javascript';
import pythonSource from 'virtual:worker/python';
import { LANGUAGE_RUNTIMES } from '../wire/language-runtimes.ts';
import type { FrameToHost, HostToFrame } from '../wire/messages.ts';
import { FRAME_HELLO, FRAME_WELCOME } from '../wire/messages.ts';
import { AssetShelf } from './asset-shelf.ts';
import { Checker } from './checker.ts';
import { Compiler } from './compiler.ts';
import { SandboxedRun } from './sandboxed-run.ts';
import { WorkerPool } from './worker-pool.ts';

// The document of the sandboxed frame. Its origin is opaque and it has no network; programs run in its workers.

const workerUrl = (source: string): string =>
  URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));

/** A failure is told where somebody waits for it: on the run's port, or by the run that follows a `prepare`. */
function quietly(task: Promise<void>): void {
  task.catch(() => {});
}

function serve(control: MessagePort): void {
  const post = (message: FrameToHost): void => control.postMessage(message);
  const shelf = new AssetShelf((pack) => post({ kind: 'assets-wanted', pack }));
  const compiler = new Compiler(workerUrl(compilerSource), shelf);
  const checker = new Checker(workerUrl(checkerSource), shelf);
  const pool = new WorkerPool(
    { javascript: workerUrl(javascriptSource), python: workerUrl(pythonSource) },
    shelf,
  );

  const prepare = async (message: Extract<HostToFrame, { kind: 'prepare' }>): Promise<void> => {
    const { worker, packs } = LANGUAGE_RUNTIMES[message.language];
    await Promise.all([pool.prepare(worker), packs.includes('compiler') && compiler.prepare()]);
    post({ kind: 'ready', language: message.language });
    // Not waited for: a run does not wait for it either.
    if (message.language === 'typescript') await checker.prepare();
  };

  const run = async (
    { runId, program, maxOutputBytes }: Extract<HostToFrame, { kind: 'run' }>,
    port: MessagePort,
  ): Promise<void> => {
    const kind = LANGUAGE_RUNTIMES[program.language].worker;
    try {
      const worker = await pool.take(kind);
      void new SandboxedRun({ runId, port, program, maxOutputBytes, compiler, checker }, worker);
    } catch (error) {
      const text = `The language did not start: ${error instanceof Error ? error.message : String(error)}\n`;
      port.postMessage({ kind: 'output', runId, chunks: [{ kind: 'notice', text }] });
      port.postMessage({ kind: 'ended', runId, exitCode: 1, durationMs: 0, files: {} });
      return;
    }
    await pool.prepare(kind);
  };

  control.addEventListener('message', ({ data, ports }: MessageEvent<HostToFrame>) => {
    switch (data.kind) {
      case 'assets':
        return shelf.put(data.pack, data.files);
      case 'assets-failed':
        return shelf.fail(data.pack, data.reason);
      case 'prepare':
        return quietly(prepare(data));
      case 'run':
        if (ports[0]) quietly(run(data, ports[0]));
        return undefined;
      default:
        return unreachable(data);
    }
  });
  control.start();
}

function acceptWelcome(message: MessageEvent<unknown>): void {
  const [control] = message.ports;
  if (message.source !== globalThis.parent || message.data !== FRAME_WELCOME || !control) return;
  globalThis.removeEventListener('message', acceptWelcome);
  serve(control);
}

globalThis.addEventListener('message', acceptWelcome);
// Any page may hear this: it says nothing but that the frame is there.
globalThis.parent.postMessage(FRAME_HELLO, '*');
