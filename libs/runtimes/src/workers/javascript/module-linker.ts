import type { CompiledCode, CompileJob, CompileResult, ProgramFiles } from '../../wire/messages.ts';
import type { CommonModules } from './common-modules.ts';
import { isCommonModule, namesExportedBy, requiredBy } from './common-modules.ts';
import { findCycles } from './cycles.ts';
import type { Builtin } from './node/builtins.ts';
import { deepen } from './recursion/deepen.ts';
import type { ModuleSource, StaticImport } from './module-source.ts';
import { hasModuleSyntax, LINK_KEY, readModule, rewriteModule } from './module-source.ts';
import { RefusedSource } from './refused-source.ts';
import { resolvePath } from './resolve-path.ts';
import { lazySourceMap } from './source-map.ts';
import { placeFinders } from './stack.ts';

const COMPILED = /\.(?:ts|tsx|mts|jsx)$/;

type Compile = (job: CompileJob) => Promise<CompileResult>;

export interface LinkerParts {
  readonly files: ProgramFiles;
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly compile: Compile;
  readonly commonModules: CommonModules;
}

/**
 * Gives every file of the session an address, so that the browser's own module loader runs them: real modules, with
 * live bindings, top-level await and one instance each. Addresses are blobs, and a blob can only name what existed
 * before it; files that import each other in a cycle are therefore joined into one module by the compiler.
 */
export class ModuleLinker {
  readonly #files: ProgramFiles;
  readonly #builtins: ReadonlyMap<string, Builtin>;
  readonly #compile: Compile;
  readonly #commonModules: CommonModules;
  readonly #sources = new Map<string, Promise<ModuleSource>>();
  readonly #urls = new Map<string, string>();
  #cycleCount = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ files, builtins, compile, commonModules }: LinkerParts) {
    this.#files = files;
    this.#builtins = builtins;
    this.#compile = compile;
    this.#commonModules = commonModules;
  }

  /** The address of a file, once everything it imports has one. */
  async link(path: string): Promise<string> {
    // One after the other: two imports at once must not make two instances of a file.
    const turn = this.#turn.then(() => this.#linkNow(path));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** The files that were read so far. */
  async sources(): Promise<readonly ModuleSource[]> {
    const read = await Promise.allSettled(this.#sources.values());
    return read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  resolve(from: string, specifier: string): string {
    return resolvePath({ files: this.#files, builtins: this.#builtins }, from, specifier);
  }

  async #linkNow(path: string): Promise<string> {
    const graph = new Map<string, ModuleSource>();
    await this.#discover(path, graph);
    const edgesOf = (node: string): string[] => {
      const source = graph.get(node);
      return source
        ? source.imports.map((found) => this.resolve(node, found.specifier)).filter((to) => graph.has(to))
        : [];
    };
    for (const group of findCycles(path, edgesOf)) {
      const [first] = group;
      if (first === undefined) continue;
      if (group.length === 1 && !edgesOf(first).includes(first)) this.#place(first, graph);
      else await this.#placeCycle(group, graph);
    }
    return this.#urlOf(path);
  }

  async #discover(path: string, graph: Map<string, ModuleSource>): Promise<void> {
    if (graph.has(path) || this.#urls.has(path)) return;
    if (path.startsWith('node:')) return this.#placeBuiltin(path);
    let source = this.#sources.get(path);
    if (!source) {
      source = this.#read(path);
      this.#sources.set(path, source);
    }
    const known = await source;
    if (graph.has(path)) return;
    graph.set(path, known);
    const targets = known.imports.map((found) => this.resolve(path, found.specifier));
    await Promise.all(targets.map((target) => this.#discover(target, graph)));
  }

  async #read(path: string): Promise<ModuleSource> {
    const file = this.#files[path] ?? '';
    const text = typeof file === 'string' ? file : new TextDecoder().decode(file);
    if (path.endsWith('.json')) {
      return {
        path,
        code: `export default JSON.parse(${JSON.stringify(text)});`,
        imports: [],
        hooks: [],
        exports: ['default'],
      };
    }
    const code = deepened(path, COMPILED.test(path) ? await this.#transpile(path, text) : text);
    if (hasModuleSyntax(code) || !isCommonModule(path, code)) return readModule(path, code);
    await this.#addCommonModule(path, code);
    return facadeOf(path, namesExportedBy(code));
  }

  /** With what it requires and has to be compiled first, since `require` cannot wait. */
  async #addCommonModule(path: string, code: string): Promise<void> {
    this.#commonModules.add(
      path,
      rewriteModule(readModule(path, code), () => ''),
    );
    for (const specifier of requiredBy(code)) {
      let target: string;
      try {
        target = this.resolve(path, specifier);
      } catch {
        // Said when it is required, which it may never be.
        continue;
      }
      if (target.startsWith('node:') || target.endsWith('.json') || this.#commonModules.has(target)) continue;
      if (!this.#sources.has(target)) this.#sources.set(target, this.#read(target));
      await this.#sources.get(target);
    }
  }

  #placeBuiltin(path: string): void {
    const names = Object.keys(this.#builtins.get(path.slice('node:'.length))?.named ?? {});
    const { code } = facadeOf(path, names);
    this.#urls.set(path, toModuleUrl(code, `pairlink-node.js`));
  }

  async #transpile(path: string, source: string): Promise<string> {
    const { code, map } = await this.#compiled({ kind: 'transpile', path, source });
    placeFinders.set(path, lazySourceMap(map));
    return code;
  }

  async #compiled(job: CompileJob): Promise<CompiledCode> {
    const result = await this.#compile(job);
    if (result.kind === 'refused') throw new RefusedSource(result.message, result.place);
    return result;
  }

  #place(path: string, graph: Map<string, ModuleSource>): void {
    const source = graph.get(path);
    if (!source) return;
    const code = rewriteModule(source, (found) => this.#urlOf(this.resolve(path, found.specifier)));
    this.#urls.set(path, toModuleUrl(code, path));
  }

  async #placeCycle(group: readonly string[], graph: Map<string, ModuleSource>): Promise<void> {
    const modules: Record<string, string> = {};
    for (const path of group) {
      const source = graph.get(path);
      if (!source) continue;
      const specifierOf = (found: StaticImport): string => {
        const target = this.resolve(path, found.specifier);
        return group.includes(target) ? target : this.#urlOf(target);
      };
      modules[path] = rewriteModule(source, specifierOf);
    }
    const exports = group.map((path) => ({ path, names: this.#exportsOf(path, graph) }));
    const { code, map } = await this.#compiled({ kind: 'bundle', exports, modules });
    this.#cycleCount += 1;
    const name = `cycle-${this.#cycleCount}.js`;
    const findInCycle = lazySourceMap(map);
    placeFinders.set(name, (line, column) => {
      const place = findInCycle(line, column);
      return (place && placeFinders.get(place.path)?.(place.line, place.column)) ?? place;
    });
    const url = JSON.stringify(toModuleUrl(code, name));
    exports.forEach(({ path, names }, at) => {
      const list = names.map((exported, n) => `m${at}_${n} as ${JSON.stringify(exported)}`).join();
      this.#urls.set(path, toModuleUrl(`export { ${list} } from ${url};`, path));
    });
  }

  /** All names a file exports; one that two `export *` give is ambiguous and left out, as in the language. */
  #exportsOf(path: string, graph: Map<string, ModuleSource>, seen = new Set<string>()): string[] {
    const source = graph.get(path);
    if (!source || seen.has(path)) return [];
    seen.add(path);
    const counts = new Map<string, number>();
    for (const found of source.imports.filter(({ isStar }) => isStar)) {
      for (const name of this.#exportsOf(this.resolve(path, found.specifier), graph, seen)) {
        if (name !== 'default') counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    const starred = [...counts].filter(([, count]) => count === 1).map(([name]) => name);
    return [...new Set([...source.exports, ...starred])];
  }

  #urlOf(path: string): string {
    const url = this.#urls.get(path);
    if (url === undefined) throw new Error(`${path} has no address`);
    return url;
  }
}

/** A module that gives on what something else exports: a file of CommonJS, or a module of Node's. */
function facadeOf(path: string, names: readonly string[]): ModuleSource {
  const load = `globalThis[Symbol.for(${JSON.stringify(LINK_KEY)})].require(${JSON.stringify(path)})`;
  const values = names.map((name, at) => `$${at}=named[${JSON.stringify(name)}]`);
  const list = names.map((name, at) => `$${at} as ${JSON.stringify(name)}`).join();
  const constants = ['{value,named}=' + load, ...values].join();
  const code = `const ${constants};export{value as default,${list}};`;
  return { path, code, imports: [], hooks: [], exports: ['default', ...names] };
}

/** The text with room for deep recursion. */
function deepened(path: string, code: string): string {
  const edited = deepen(code);
  if (!edited) return code;
  const findBefore = placeFinders.get(path);
  placeFinders.set(path, (line, column) => {
    const place = edited.find(line, column);
    return findBefore ? findBefore(place.line, place.column) : { path, ...place };
  });
  return edited.code;
}

/** Makes a module of text; `name` is how stack traces show it. */
export function toModuleUrl(code: string, name: string): string {
  const text = `${code}\n//# sourceURL=${encodeURI(name)}`;
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
