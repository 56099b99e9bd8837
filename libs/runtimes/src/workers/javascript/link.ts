import type { Activity } from './activity.ts';
import type { CommonModules } from './common-modules.ts';
import type { ModuleLinker } from './module-linker.ts';
import { LINK_KEY } from './module-source.ts';
import type { Builtin } from './node/builtins.ts';

interface Parts {
  readonly linker: ModuleLinker;
  readonly activity: Activity;
  readonly commonModules: CommonModules;
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly start: () => void;
}

/** Where rewritten modules find their `import()`, their `import.meta`, and what is no module of the browser's. */
export function installLink({ linker, activity, commonModules, builtins, start }: Parts): void {
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
  const require = (path: string): Builtin => {
    const builtin = path.startsWith('node:') ? builtins.get(path.slice('node:'.length)) : undefined;
    if (builtin) return builtin;
    const value = commonModules.load(path);
    return { value, named: Object(value) as Record<string, unknown> };
  };
  Object.defineProperty(globalThis, Symbol.for(LINK_KEY), {
    value: {
      load: async (from: string, specifier: unknown) => activity.during(load(from, specifier)),
      meta,
      require,
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
