import type { CompileResult, FrameToWorker, Program } from '../../wire/messages.ts';
import { viewSharedMemory } from '../../wire/shared-memory.ts';
import { ProgramInput } from '../program-input.ts';
import { ProgramOutput } from '../program-output.ts';
import type { WorkerPort } from '../worker-port.ts';
import { openWorkerPort } from '../worker-port.ts';
import { Activity } from './activity.ts';
import { installConsole } from './console.ts';
import { installPrompt } from './prompt.ts';
import { ModuleLinker } from './module-linker.ts';
import { LINK_KEY } from './module-source.ts';
import { describeFailure } from './failure.ts';
import { installTimers } from './timers.ts';

// The worker of JavaScript and TypeScript: one program, run by the browser's own engine.

async function main(): Promise<void> {
  const port = await openWorkerPort();
  const shared = port.start.shared ? viewSharedMemory(port.start.shared) : null;
  const output = new ProgramOutput(port, shared);
  const input = new ProgramInput(port, shared, output);
  const jobs = new Map<number, (result: CompileResult) => void>();
  port.onMessage((message: FrameToWorker) => {
    if (message.kind === 'compiled') jobs.get(message.jobId)?.(message.result);
    else if (message.kind === 'run') {
      output.limit(message.maxOutputBytes);
      run(message.program, { port, output, input, jobs });
    }
  });
  port.post({ kind: 'ready' });
}

interface Parts {
  readonly port: WorkerPort;
  readonly output: ProgramOutput;
  readonly input: ProgramInput;
  readonly jobs: Map<number, (result: CompileResult) => void>;
}

function run(program: Program, { port, output, input, jobs }: Parts): void {
  const activity = new Activity();
  let startedMs = performance.now();
  let hasEnded = false;
  let nextJobId = 1;

  const end = (exitCode: number): void => {
    if (hasEnded) return;
    hasEnded = true;
    output.flush();
    port.post({ kind: 'ended', exitCode, durationMs: performance.now() - startedMs, files: {} });
  };
  const fail = (reason: unknown): void => {
    if (hasEnded) return;
    output.write('stderr', describeFailure(reason, linker.maps, program.files));
    end(1);
  };

  const linker = new ModuleLinker(program.files, async (job) => {
    const jobId = nextJobId++;
    return activity.during(
      new Promise<CompileResult>((resolve) => {
        jobs.set(jobId, resolve);
        port.post({ kind: 'compile', jobId, job });
      }),
    );
  });
  Object.defineProperty(globalThis, Symbol.for(LINK_KEY), {
    value: {
      load: async (from: string, specifier: unknown) =>
        activity.during(
          (async () =>
            import(/* @vite-ignore */ await linker.link(linker.resolve(from, String(specifier)))))(),
        ),
      meta: (path: string) => ({ url: `file:///${encodeURI(path)}`, filename: `/${path}`, dirname: '/' }),
    },
  });
  installConsole(output);
  installPrompt(input, output);
  installTimers(activity, globalThis);
  globalThis.addEventListener('error', (failure) => {
    failure.preventDefault();
    fail(failure.error ?? failure.message);
  });
  globalThis.addEventListener('unhandledrejection', (failure) => {
    failure.preventDefault();
    fail(failure.reason);
  });

  const execute = async (): Promise<void> => {
    const url = await linker.link(program.entry);
    startedMs = performance.now();
    port.post({ kind: 'started' });
    await import(/* @vite-ignore */ url);
  };
  let isSettled = false;
  execute().then(
    () => {
      isSettled = true;
      activity.whenIdle(() => end(0));
    },
    (error: unknown) => {
      isSettled = true;
      fail(error);
    },
  );
  void isSettled;
}

void main();
