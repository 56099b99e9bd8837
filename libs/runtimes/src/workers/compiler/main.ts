import * as esbuild from 'esbuild-wasm/esm/browser.js';
import type { CompileJob, CompileResult, FrameToJobWorker, JobWorkerToFrame } from '../../wire/messages.ts';
import { bundle } from './bundle.ts';
import { toRefusal } from './refusal.ts';
import { transpile } from './transpile.ts';

// The compiler's worker: esbuild, kept for all runs.

const post = (message: JobWorkerToFrame<CompileResult>): void => globalThis.postMessage(message);

async function start(module: WebAssembly.Module): Promise<void> {
  try {
    // `worker: false`: this is a worker already.
    await esbuild.initialize({ wasmModule: module, worker: false });
    post({ kind: 'ready' });
  } catch (error) {
    post({ kind: 'boot-failed', reason: String(error) });
  }
}

async function compile(job: CompileJob): Promise<CompileResult> {
  try {
    return { kind: 'code', ...(job.kind === 'transpile' ? await transpile(job) : await bundle(job)) };
  } catch (error) {
    return toRefusal(error);
  }
}

type Message = FrameToJobWorker<WebAssembly.Module, CompileJob>;

globalThis.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.kind === 'start') void start(data.assets);
  else void compile(data.job).then((result) => post({ kind: 'done', jobId: data.jobId, result }));
});
