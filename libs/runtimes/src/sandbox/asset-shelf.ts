import type { AssetPack, CheckerAssets, PythonAssets } from '../wire/messages.ts';

type PackFiles = Readonly<Record<string, ArrayBuffer>>;

interface Delivery {
  readonly files: Promise<PackFiles>;
  readonly arrive: (files: PackFiles) => void;
  readonly fail: (reason: Error) => void;
}

/** The files of the languages. The frame has no network: it asks the app for a pack and keeps what comes. */
export class AssetShelf {
  readonly #deliveries = new Map<AssetPack, Delivery>();
  readonly #ask: (pack: AssetPack) => void;
  #python: Promise<PythonAssets> | undefined;
  #compiler: Promise<WebAssembly.Module> | undefined;

  constructor(ask: (pack: AssetPack) => void) {
    this.#ask = ask;
  }

  put(pack: AssetPack, files: PackFiles): void {
    this.#delivery(pack, false).arrive(files);
  }

  fail(pack: AssetPack, reason: string): void {
    const delivery = this.#deliveries.get(pack);
    this.#deliveries.delete(pack);
    delivery?.fail(new Error(reason));
  }

  python(): Promise<PythonAssets> {
    this.#python ??= this.#loadPython();
    this.#python.catch(() => {
      this.#python = undefined;
    });
    return this.#python;
  }

  /** The compiler's WebAssembly. */
  compiler(): Promise<WebAssembly.Module> {
    this.#compiler ??= this.#loadCompiler();
    this.#compiler.catch(() => {
      this.#compiler = undefined;
    });
    return this.#compiler;
  }

  /** Handed on whole: the checker's worker is started once. */
  async checker(): Promise<CheckerAssets> {
    const files = await this.#delivery('checker', true).files;
    return { typescript: take(files, 'typescript.js'), libraries: take(files, 'typescript-libraries.json') };
  }

  async #loadPython(): Promise<PythonAssets> {
    const files = await this.#delivery('python', true).files;
    return {
      kind: 'python',
      module: await WebAssembly.compile(take(files, 'pyodide.asm.wasm')),
      loader: take(files, 'pyodide.mjs'),
      glue: take(files, 'pyodide.asm.mjs'),
      library: take(files, 'python_stdlib.zip'),
      lock: new TextDecoder().decode(take(files, 'pyodide-lock.json')),
      snapshot: take(files, 'python-snapshot.bin'),
    };
  }

  async #loadCompiler(): Promise<WebAssembly.Module> {
    return WebAssembly.compile(take(await this.#delivery('compiler', true).files, 'esbuild.wasm'));
  }

  #delivery(pack: AssetPack, mustAsk: boolean): Delivery {
    const known = this.#deliveries.get(pack);
    if (known) return known;
    const { promise, resolve, reject } = withResolvers<PackFiles>();
    promise.catch(() => {});
    const delivery: Delivery = { files: promise, arrive: resolve, fail: reject };
    this.#deliveries.set(pack, delivery);
    if (mustAsk) this.#ask(pack);
    return delivery;
  }
}

function take(files: PackFiles, name: string): ArrayBuffer {
  const file = files[name];
  if (!file) throw new Error(`${name} is missing`);
  return file;
}

function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: Error) => void;
} {
  let resolve: (value: T) => void = nothing;
  let reject: (reason: Error) => void = nothing;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

function nothing(): void {}
