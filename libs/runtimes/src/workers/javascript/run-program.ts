import type { Program } from '../../wire/messages.ts';
import type { ProgramInput } from '../program-input.ts';
import type { ProgramOutput } from '../program-output.ts';
import type { WorkerPort } from '../worker-port.ts';
import { Activity } from './activity.ts';
import type { CompileDesk } from './compile-desk.ts';
import { installConsole } from './console/console.ts';
import { describeFailure } from './failure.ts';
import { watchProxies } from './inspect/hidden-state.ts';
import { ModuleLinker, toModuleUrl } from './module-linker.ts';
import { LINK_KEY } from './module-source.ts';
import { watchBrowserWork } from './browser-work.ts';
import { installPrompt } from './prompt.ts';
import { installDeepCalls } from './recursion/deep-calls.ts';
import { locateSyntaxError } from './syntax-error.ts';
import { installTimers } from './timers.ts';

interface Parts {
  readonly port: WorkerPort;
  readonly output: ProgramOutput;
  readonly input: ProgramInput;
  readonly desk: CompileDesk;
}

/** Node's exit code of a module whose top-level await never ended. */
const EXIT_UNSETTLED = 13;
const UNSETTLED_GRACE_MS = 200;

/** Runs a program until it has nothing left to do, or fails. */
export function runProgram(program: Program, { port, output, input, desk }: Parts): void {
  const activity = new Activity();
  const linker = new ModuleLinker(program.files, (job) => activity.during(desk.compile(job)));
  const printer = installConsole(output);
  const nativeTimeout = globalThis.setTimeout;
  let startedMs = performance.now();
  let hasStarted = false;
  let hasEnded = false;
  let isEntryDone = false;

  const end = (exitCode: number): void => {
    if (hasEnded) return;
    hasEnded = true;
    printer.flush();
    output.flush();
    port.post({ kind: 'ended', exitCode, durationMs: performance.now() - startedMs, files: {} });
  };
  const fail = (reason: unknown): void => {
    if (hasEnded) return;
    printer.flush();
    output.write('stderr', describeFailure(reason, program.files));
    end(1);
  };
  const endIdle = (): void => {
    if (isEntryDone) return end(0);
    // Something of the browser that is not watched may still answer.
    nativeTimeout(() => activity.whenIdle(isEntryDone ? () => end(0) : endUnsettled), UNSETTLED_GRACE_MS);
  };
  const endUnsettled = (): void => {
    output.write('stderr', `Warning: Detected unsettled top-level await at ${program.entry}\n`);
    end(EXIT_UNSETTLED);
  };

  installPrompt({ input, output, printer });
  installTimers(activity, globalThis);
  watchBrowserWork(activity, globalThis);
  watchProxies(globalThis);
  installDeepCalls(globalThis);
  globalThis.addEventListener('error', (failure) => {
    failure.preventDefault();
    fail(failure.error ?? failure.message);
  });
  globalThis.addEventListener('unhandledrejection', (failure) => {
    failure.preventDefault();
    fail(failure.reason);
  });

  const start = (): void => {
    hasStarted = true;
    startedMs = performance.now();
    port.post({ kind: 'started' });
    activity.whenIdle(endIdle);
    activity.end();
  };
  const execute = async (): Promise<void> => {
    // Kept busy until `start`: fetching the modules takes turns in which nothing seems to happen.
    activity.begin();
    defineLink(linker, activity, start);
    const url = await linker.link(program.entry);
    await import(/* @vite-ignore */ startWith(url));
    isEntryDone = true;
  };
  // Only what fails before the program runs is a fault of its text; `JSON.parse` and the like fail later.
  execute().catch(async (reason: unknown) =>
    fail(hasStarted ? reason : await locateSyntaxError(reason, linker, desk)),
  );
}

/** A module that calls `start` when all modules are there, right before the first of them runs. */
function startWith(entryUrl: string): string {
  const mark = toModuleUrl(
    `globalThis[Symbol.for(${JSON.stringify(LINK_KEY)})].start();`,
    'pairlink-start.js',
  );
  return toModuleUrl(
    `import ${JSON.stringify(mark)};import ${JSON.stringify(entryUrl)};`,
    'pairlink-entry.js',
  );
}

/** Where rewritten modules find their `import()` and `import.meta`. */
function defineLink(linker: ModuleLinker, activity: Activity, start: () => void): void {
  const load = async (from: string, specifier: unknown): Promise<unknown> => {
    const url = await linker.link(linker.resolve(from, String(specifier)));
    return import(/* @vite-ignore */ url) as Promise<unknown>;
  };
  const metas = new Map<string, object>();
  const meta = (path: string): object => {
    const known = metas.get(path) ?? describeModule(path);
    metas.set(path, known);
    return known;
  };
  Object.defineProperty(globalThis, Symbol.for(LINK_KEY), {
    value: {
      load: async (from: string, specifier: unknown) => activity.during(load(from, specifier)),
      meta,
      start,
    },
  });
}

function describeModule(path: string): object {
  const folder = path.split('/').slice(0, -1).join('/');
  const url = `file:///${encodeURI(path)}`;
  const resolve = (specifier: string): string => new URL(specifier, url).href;
  return Object.assign(Object.create(null) as object, {
    dirname: `/${folder}`,
    filename: `/${path}`,
    resolve,
    url,
  });
}
