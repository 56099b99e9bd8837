import { ProgramFault } from './program-fault.ts';

const ENDINGS = ['', '.js', '.mjs', '.ts', '.tsx', '.jsx', '.mts', '.json'];
/** What TypeScript allows to be written for a file that is compiled. */
const COMPILED: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.mjs': ['.mts'],
  '.jsx': ['.tsx'],
};

/** What there is to import: the session's files, and Node's modules by their names without `node:`. */
export interface Importable {
  readonly files: Readonly<Record<string, unknown>>;
  readonly builtins: { readonly has: (name: string) => boolean };
}

/**
 * Finds the session's file that a module imports, as a bundler would, or a module of Node's as `node:` and its name;
 * Node's refusal if there is none.
 */
export function resolvePath({ files, builtins }: Importable, from: string, specifier: string): string {
  if (!/^\.{0,2}\//.test(specifier) && !specifier.startsWith('file:///')) {
    const name = specifier.replace(/^node:/, '');
    if (builtins.has(name)) return `node:${name}`;
    if (specifier.startsWith('node:')) {
      throw notFound(`Cannot find module '${specifier}' imported from ${from}: a browser does not have it`);
    }
    throw notFound(`Cannot find package '${specifier}' imported from ${from}`);
  }
  const path = join(specifier.startsWith('/') || specifier.startsWith('file:') ? '' : from, specifier);
  for (const candidate of candidates(path)) if (Object.hasOwn(files, candidate)) return candidate;
  throw notFound(`Cannot find module '${path}' imported from ${from}`);
}

function notFound(message: string): ProgramFault {
  return new ProgramFault(message, 'ERR_MODULE_NOT_FOUND');
}

function* candidates(path: string): Generator<string> {
  for (const ending of ENDINGS) yield path + ending;
  const dot = path.lastIndexOf('.');
  for (const ending of COMPILED[path.slice(dot)] ?? []) yield path.slice(0, dot) + ending;
  for (const ending of ENDINGS.slice(1)) yield `${path === '' ? '' : `${path}/`}index${ending}`;
}

function join(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of decodeURI(specifier.replace(/^file:\/\//, '').replace(/[?#].*$/, '')).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
