import type { loadPyodide as LoadPyodide, PyodideAPI } from 'pyodide';
import type { Program, PythonAssets } from '../../wire/messages.ts';
import type { SharedMemory } from '../../wire/shared-memory.ts';
import { takeEvent } from '../../wire/event-mailbox.ts';
import { WAKE, WORD } from '../../wire/shared-memory.ts';
import type { PyodideModule } from './pyodide-module.ts';
import { guardStack } from './stack-guard.ts';
import { CallTrampoline } from './call-trampoline.ts';
import { installLibrary } from './library.ts';

/** Pyodide asks for its files by address; they are here already. */
const BASE = 'https://assets.invalid/';
/** Of a program and the interpreter together. */
const MAX_MEMORY_BYTES = 1024 * 1024 * 1024;

export interface Interpreter {
  readonly pyodide: PyodideAPI;
  /** The exit code. */
  readonly run: (program: Program) => Promise<number>;
}

export interface InterpreterParts {
  readonly shared: SharedMemory | null;
  /** How to wait for a line where the worker cannot block; else `undefined`. */
  readonly ask: (() => Promise<string | undefined>) | undefined;
  /** Shows what is no text: a `RunChunk` as JSON. */
  readonly send: (json: string) => void;
  /** Says something in Pairlink's own name. */
  readonly notice: (text: string) => void;
}

interface Hooks extends InterpreterParts {
  readonly guard: () => void;
}

type Loader = { readonly loadPyodide: typeof LoadPyodide };
type Glue = { readonly default: (settings: unknown) => Promise<PyodideModule> };

/** Starts an interpreter from assets in memory. With the snapshot it takes a third of the time. */
export async function bootInterpreter(assets: PythonAssets, parts: InterpreterParts): Promise<Interpreter> {
  const restore = standInForTheNetwork(assets);
  try {
    const { loadPyodide } = (await importBytes(assets.loader)) as Loader;
    const { default: createModule } = (await importBytes(assets.glue)) as Glue;
    const calls = new CallTrampoline();
    let module: PyodideModule | undefined;
    const pyodide = await loadPyodide({
      indexURL: BASE,
      packageBaseUrl: BASE,
      lockFileContents: assets.lock,
      createPyodideModule: async (settings: unknown) => {
        module = await createModule(settings);
        calls.remember(module);
        return module;
      },
      env: { HOME: '/session' },
      ...(assets.snapshot && { _loadSnapshot: new Uint8Array(assets.snapshot) }),
    } as unknown as Parameters<typeof LoadPyodide>[0]);
    calls.restore();
    return { pyodide, run: prepare(pyodide, { ...parts, guard: () => module && guardStack(module) }) };
  } finally {
    restore();
  }
}

function prepare(pyodide: PyodideAPI, hooks: Hooks): Interpreter['run'] {
  const { shared, ask, send, notice, guard } = hooks;
  if (shared) pyodide.setInterruptBuffer(new Uint8Array(shared.buffer, 0, 1));
  installLibrary(pyodide);
  const { start, run } = pyodide.pyimport('_pairlink.start');
  const nextEvent = (): string | undefined => (shared ? takeEvent(shared) : undefined);
  const memoryMib = MAX_MEMORY_BYTES / 1024 / 1024;
  start({ pause: makePause(pyodide, shared), guard, send, notice, memoryMib, takeEvent: nextEvent }, ask);
  // On its own stack where the engine can switch stacks: that one is twice as large as a worker's (984 KB in V8).
  return async ({ entry, args, mode, isInteractive }) =>
    (await run.callPromising(entry, pyodide.toPy(args), mode, isInteractive)) as number;
}

type Pause = (ms: number, endsWithEvent: boolean) => void;

/** Sleeps without using the processor; a stop wakes it, and an event if it is told so. */
function makePause(pyodide: PyodideAPI, shared: SharedMemory | null): Pause {
  const words =
    shared?.words ?? new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
  const word = shared ? WORD.sleep : 0;
  return (ms, endsWithEvent) => {
    const endMs = performance.now() + ms;
    for (let leftMs = ms; leftMs > 0; leftMs = endMs - performance.now()) {
      Atomics.wait(words, word, WAKE.none, leftMs);
      const reason = Atomics.exchange(words, word, WAKE.none);
      pyodide.checkInterrupt();
      if (reason === WAKE.event && endsWithEvent) return;
    }
  };
}

/** For the time of loading only: afterwards a program finds the worker's own functions, and no network behind them. */
function standInForTheNetwork(assets: PythonAssets): () => void {
  const scope = globalThis as unknown as Record<string, unknown>;
  const { fetch, importScripts } = scope;
  const { instantiateStreaming } = WebAssembly;
  // Pyodide refuses classic workers, which it knows by this function; module workers cannot start in an opaque origin.
  scope['importScripts'] = undefined;
  scope['fetch'] = (url: unknown) =>
    Promise.resolve(new Response(String(url).endsWith('.zip') ? assets.library : null));
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    instance: await WebAssembly.instantiate(assets.module, imports && limitMemory(imports)),
    module: assets.module,
  });
  return () => {
    scope['fetch'] = fetch;
    scope['importScripts'] = importScripts;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/** WebAssembly could take 4 GB, and then the browser ends the whole page; refused in time, Python raises MemoryError. */
function limitMemory(imports: WebAssembly.Imports): WebAssembly.Imports {
  const env = imports['env'] ?? {};
  const grow = env['emscripten_resize_heap'];
  if (typeof grow !== 'function') throw new Error('Pyodide grows its memory in another way than it did');
  const growWithin = (bytes: number): unknown => (bytes >>> 0 <= MAX_MEMORY_BYTES ? grow(bytes) : 0);
  // Emscripten keeps on the function itself what it takes and gives.
  return { ...imports, env: { ...env, emscripten_resize_heap: Object.assign(growWithin, grow) } };
}

async function importBytes(bytes: ArrayBuffer): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }));
  try {
    return await import(/* @vite-ignore */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
