import type { CheckerAssets, CheckJob, CheckResult } from '../../wire/messages.ts';
import type { FrameToJobWorker, JobWorkerToFrame } from '../../wire/messages.ts';
import { ProgramChecker } from './program-checker.ts';
import { loadTypeScript } from './load-typescript.ts';

// The checker's worker: TypeScript, kept for all runs.

const post = (message: JobWorkerToFrame<CheckResult>): void => globalThis.postMessage(message);

let checker: ProgramChecker | undefined;

function start({ typescript, libraries }: CheckerAssets): void {
  try {
    const texts = JSON.parse(new TextDecoder().decode(libraries)) as Record<string, string>;
    checker = new ProgramChecker(loadTypeScript(typescript), texts);
    // What takes longest, reading the libraries, is done before somebody waits for it.
    checker.check({ files: { 'main.ts': 'console.log(1);' }, entry: 'main.ts' });
    post({ kind: 'ready' });
  } catch (error) {
    post({ kind: 'boot-failed', reason: String(error) });
  }
}

function check(job: CheckJob): CheckResult {
  try {
    if (!checker) throw new Error('not started');
    return { kind: 'checked', diagnostics: checker.check(job) };
  } catch (error) {
    return { kind: 'unchecked', reason: `The types were not checked: ${String(error)}` };
  }
}

globalThis.addEventListener(
  'message',
  ({ data }: MessageEvent<FrameToJobWorker<CheckerAssets, CheckJob>>) => {
    if (data.kind === 'start') start(data.assets);
    else post({ kind: 'done', jobId: data.jobId, result: check(data.job) });
  },
);
