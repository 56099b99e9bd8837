import type { Builtin } from './node/builtins.ts';
import { ProgramFault } from './program-fault.ts';
import { placeFinders } from './stack.ts';

interface CommonModule {
  exports: unknown;
  readonly filename: string;
  readonly id: string;
  loaded: boolean;
  readonly children: CommonModule[];
}

export interface CommonModulesParts {
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** A path in the session, or `node:` and a name. */
  readonly resolve: (from: string, specifier: string) => string;
  readonly readJson: (path: string) => string;
}

type Factory = (
  exports: unknown,
  require: (specifier: string) => unknown,
  ...rest: readonly [module: CommonModule, filename: string, folder: string]
) => void;

const HEAD = '(function (exports, require, module, __filename, __dirname) {';
const CALLS = /\brequire\s*\(\s*(['"])(.+?)\1\s*\)/g;

/** Whether a file that has no syntax of ES modules is one of CommonJS. */
export const isCommonModule = (path: string, code: string): boolean =>
  path.endsWith('.cjs') || /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w+\s*=/.test(code);

/** What a file of CommonJS requires by a name that is written out. */
export const requiredBy = (code: string): string[] =>
  [...code.matchAll(CALLS)].map(([, , name = '']) => name);

/** Names that a file of CommonJS visibly exports, for those who import it by name. */
export function namesExportedBy(code: string): string[] {
  const names = [...code.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=/g)].map(([, name = '']) => name);
  const [, list = ''] = /\bmodule\.exports\s*=\s*\{([^}]*)\}/.exec(code) ?? [];
  const listed = list
    .split(',')
    .flatMap((item) => /^\s*(?:async\s+)?([A-Za-z_$][\w$]*)\s*(?:[:(]|$)/.exec(item)?.[1] ?? []);
  return [...new Set([...names, ...listed])].filter((name) => name !== 'default');
}

/** Files with `require` and `module.exports`, run at their first use as in Node. */
export class CommonModules {
  readonly #parts: CommonModulesParts;
  readonly #codes = new Map<string, string>();
  readonly #modules = new Map<string, CommonModule>();
  #main: CommonModule | undefined;

  constructor(parts: CommonModulesParts) {
    this.#parts = parts;
  }

  /** Makes a file known that may be required; its code is ready to run. */
  add(path: string, code: string): void {
    this.#codes.set(path, code);
    const findBefore = placeFinders.get(path);
    placeFinders.set(path, (line, column) => {
      const before = line === 1 ? column - HEAD.length : column;
      return findBefore ? findBefore(line, before) : { path, line, column: before };
    });
  }

  has(path: string): boolean {
    return this.#codes.has(path);
  }

  /** What a file exports. */
  load(path: string): unknown {
    const known = this.#modules.get(path);
    if (known) return known.exports;
    if (path.endsWith('.json')) return JSON.parse(this.#parts.readJson(path));
    const code = this.#codes.get(path);
    if (code === undefined) {
      throw new ProgramFault(`require() of ES Module ${path} not supported: import it`, 'ERR_REQUIRE_ESM');
    }
    const module: CommonModule = { exports: {}, filename: `/${path}`, id: path, loaded: false, children: [] };
    this.#main ??= module;
    this.#modules.set(path, module);
    // Code of the old kind is not strict, which only `eval` from outside gives; the name is for stack traces.
    // oxlint-disable-next-line no-eval -- running a program is what this is for
    const factory = (0, eval)(`${HEAD}${code}\n})\n//# sourceURL=${encodeURI(path)}`) as Factory;
    const folder = path.split('/').slice(0, -1).join('/');
    try {
      Reflect.apply(factory, module.exports, [
        module.exports,
        this.#requireFrom(path),
        module,
        `/${path}`,
        `/${folder}`,
      ]);
    } catch (error) {
      this.#modules.delete(path);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  #requireFrom(from: string) {
    const resolve = (specifier: string): string => this.#parts.resolve(from, String(specifier));
    const require = (specifier: string): unknown => {
      const target = resolve(specifier);
      const builtin = this.#parts.builtins.get(target.replace(/^node:/, ''));
      return target.startsWith('node:') && builtin ? builtin.value : this.load(target);
    };
    return Object.assign(require, { cache: {}, main: this.#main, resolve });
  }
}
