import type { Program } from '../../wire/messages.ts';
import type { ProgramInput } from '../program-input.ts';
import type { ProgramOutput } from '../program-output.ts';
import type { WorkerPort } from '../worker-port.ts';
import { Activity } from './activity.ts';
import { watchBrowserWork } from './browser-work.ts';
import { CommonModules } from './common-modules.ts';
import type { CompileDesk } from './compile-desk.ts';
import { installConsole } from './console/console.ts';
import { describeFailure } from './failure.ts';
import { watchProxies } from './inspect/hidden-state.ts';
import { installLink } from './link.ts';
import { ModuleLinker, toModuleUrl } from './module-linker.ts';
import { LINK_KEY } from './module-source.ts';
import { installNode } from './node/environment.ts';
import { installPrompt } from './prompt.ts';
import { installDeepCalls } from './recursion/deep-calls.ts';
import { tellRefusedConnections } from './refused-connections.ts';
import { locateSyntaxError } from './syntax-error.ts';
import { defineTests } from './testing/define-tests.ts';
import { summaryOf, TestRun } from './testing/run-tests.ts';
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

/** How far a program has come. */
type Phase = 'linking' | 'running' | 'testing' | 'done' | 'ended';

/** Runs a program, and the tests that it has, until nothing is left to do, or it fails. */
export function runProgram(program: Program, { port, output, input, desk }: Parts): void {
  const activity = new Activity();
  const printer = installConsole(output);
  const nativeTimeout = globalThis.setTimeout;
  let startedMs = performance.now();
  let phase: Phase = 'linking';

  const end = (exitCode: number): void => {
    if (phase === 'ended') return;
    phase = 'ended';
    node.process.emit('exit', exitCode);
    printer.flush();
    output.flush();
    const durationMs = performance.now() - startedMs;
    port.post({ kind: 'ended', exitCode, durationMs, files: node.files.changes() });
  };
  const endWell = (): void => end(Number(node.process.exitCode ?? 0));
  const exit = (code: number): never => {
    end(code);
    // Nothing of the program may run any more; the frame ends this worker.
    if (input.canBlock) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    throw new Error(`The program ended itself with code ${code}.`);
  };
  const fail = (reason: unknown, event: 'uncaughtException' | 'unhandledRejection'): void => {
    if (phase === 'ended' || tests.interrupt(reason)) return;
    if (node.process.listenerCount(event) > 0) {
      node.process.emit(event, reason);
      return;
    }
    printer.flush();
    output.write('stderr', describeFailure(reason, program.files));
    explain(reason);
    end(1);
  };
  const endIdle = (): void => {
    if (phase === 'done') return endWell();
    // A test that waits for nothing any more has failed, and the next one follows.
    if (phase === 'testing' && tests.interrupt()) return activity.whenIdle(endIdle);
    // Something of the browser that is not watched may still answer.
    nativeTimeout(() => activity.whenIdle(phase === 'running' ? endUnsettled : endIdle), UNSETTLED_GRACE_MS);
  };
  const endUnsettled = (): void => {
    if (phase !== 'running') return endIdle();
    output.write('stderr', `Warning: Detected unsettled top-level await at ${program.entry}\n`);
    end(EXIT_UNSETTLED);
  };

  installPrompt({ input, output, printer });
  const explain = tellRefusedConnections(output, program);
  installTimers(activity, globalThis);
  watchBrowserWork(activity, globalThis);
  watchProxies(globalThis);
  installDeepCalls(globalThis);
  const { root, functions: testFunctions } = defineTests();
  const node = installNode({ program, input, output, printer, activity, testFunctions, exit });
  const tests = new TestRun((result) => {
    printer.flush();
    output.writeChunk({ kind: 'tests', results: [result] });
  });
  const commonModules: CommonModules = new CommonModules({
    builtins: node.builtins,
    resolve: (from, specifier) => linker.resolve(from, specifier),
    readJson: (path) => new TextDecoder().decode(node.files.read(path)),
  });
  const linker = new ModuleLinker({
    files: program.files,
    builtins: node.builtins,
    compile: (job) => activity.during(desk.compile(job)),
    commonModules,
  });
  globalThis.addEventListener('error', (failure) => {
    failure.preventDefault();
    fail(failure.error ?? failure.message, 'uncaughtException');
  });
  globalThis.addEventListener('unhandledrejection', (failure) => {
    failure.preventDefault();
    fail(failure.reason, 'unhandledRejection');
  });

  const start = (): void => {
    phase = 'running';
    startedMs = performance.now();
    port.post({ kind: 'started' });
    activity.whenIdle(endIdle);
    activity.end();
  };
  const runTests = async (): Promise<void> => {
    if (root.children.length === 0 && program.mode === 'program') return;
    phase = 'testing';
    const begin = performance.now();
    await tests.run(root);
    const { failed, passed, skipped } = tests.counts;
    printer.flush();
    if (failed + passed + skipped === 0) {
      output.write('notice', `There are no tests in ${program.entry}: write one as test('name', () => …).\n`);
    }
    output.write('stdout', `${summaryOf(tests.counts, performance.now() - begin)}\n`);
    const isGood = failed === 0 && (passed > 0 || program.mode === 'program');
    if (!isGood) node.process.exitCode = 1;
  };
  const execute = async (): Promise<void> => {
    // Kept busy until `start`: fetching the modules takes turns in which nothing seems to happen.
    activity.begin();
    installLink({ linker, activity, start, commonModules, builtins: node.builtins });
    const url = await linker.link(program.entry);
    await import(/* @vite-ignore */ startWith(url));
    await runTests();
    phase = 'done';
  };
  // Only what fails before the program runs is a fault of its text; `JSON.parse` and the like fail later.
  execute().catch(async (reason: unknown) =>
    fail(phase === 'linking' ? await locateSyntaxError(reason, linker, desk) : reason, 'uncaughtException'),
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
