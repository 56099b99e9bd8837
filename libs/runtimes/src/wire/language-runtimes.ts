import type { LanguageId } from '@pairlink/protocol';
import type { AssetPack, WorkerKind } from './messages.ts';

/** How a language runs. Every one runs the same way (see the README); this is all in which they differ. */
export interface LanguageRuntime {
  readonly worker: WorkerKind;
  /** What must be in the frame before a run starts; other packs are fetched when a program turns out to need them. */
  readonly packs: readonly AssetPack[];
}

/** Where a language runs and what it needs. Adding a language is a line here, a worker, and an entry in the protocol. */
export const LANGUAGE_RUNTIMES: Readonly<Record<LanguageId, LanguageRuntime>> = {
  javascript: { worker: 'javascript', packs: [] },
  typescript: { worker: 'javascript', packs: ['compiler'] },
  python: { worker: 'python', packs: ['python'] },
  // Shown by `Runner.preview`, whose scripts need no worker; this only keeps `prepare` cheap.
  html: { worker: 'javascript', packs: [] },
};

/** The files of each pack, as the Vite plugin emits them. */
export const PACK_FILES: Readonly<Record<AssetPack, readonly string[]>> = {
  python: [
    'pyodide.mjs',
    'pyodide.asm.mjs',
    'pyodide.asm.wasm',
    'python_stdlib.zip',
    'pyodide-lock.json',
    'python-snapshot.bin',
  ],
  compiler: ['esbuild.wasm'],
  checker: ['typescript.js', 'typescript-libraries.json'],
};
