import { parse } from 'es-module-lexer/js';

/** A static import of one file, as it stands in its text. */
export interface StaticImport {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
  /** `export * from`. */
  readonly isStar: boolean;
}

/** A file's text, taken apart as far as linking needs. */
export interface ModuleSource {
  readonly path: string;
  readonly code: string;
  readonly imports: readonly StaticImport[];
  /** Names it exports itself, without those of `export *`. */
  readonly exports: readonly string[];
  /** `import(…)` and `import.meta`: from, to, and what replaces it. */
  readonly hooks: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** Names that the rewritten text calls; hoisted functions at its end, so that no line or column moves. */
const IMPORT_NAME = '$pairlinkImport';
const META_NAME = '$pairlinkMeta';

/** The key under which the worker's global object holds what those functions call. */
export const LINK_KEY = 'pairlink.link';

// Of the lexer's `ImportType`, which exists as a type only.
const DYNAMIC = 2;
const META = 3;

export function readModule(path: string, code: string): ModuleSource {
  const imports: StaticImport[] = [];
  const hooks: { start: number; end: number; text: string }[] = [];
  const [statements, exported] = tryToParse(path, code);
  for (const found of statements) {
    if (Number(found.t) === META) hooks.push({ start: found.s, end: found.e, text: `${META_NAME}()` });
    else if (Number(found.t) === DYNAMIC) hooks.push({ start: found.ss, end: found.d, text: IMPORT_NAME });
    else if (found.n !== undefined && found.d < 0) {
      // With `with {…}` the statement goes to its end: files of the session are given as modules of JavaScript.
      const end = found.at ? found.se : found.e + 1;
      const isStar = /^export\s*\*\s*from\b/.test(code.slice(found.ss, found.se));
      imports.push({ specifier: found.n, start: found.s - 1, end, isStar });
    }
  }
  return { path, code, imports, hooks, exports: exported.map(({ n }) => n) };
}

/** Whether a text imports or exports anything, or asks for `import.meta`. */
export function hasModuleSyntax(code: string): boolean {
  try {
    return parse(code)[3];
  } catch {
    return true;
  }
}

type Lexed = ReturnType<typeof parse>;

/** A text that the lexer cannot read is left to the engine, which says what is wrong with it. */
function tryToParse(path: string, code: string): readonly [Lexed[0], Lexed[1]] {
  try {
    const [imports, exported] = parse(code, path);
    return [imports, exported];
  } catch {
    return [[], []];
  }
}

/** The text with its specifiers replaced, and dynamic imports and `import.meta` led to the linker. */
export function rewriteModule(source: ModuleSource, specifierOf: (found: StaticImport) => string): string {
  const edits = [
    ...source.imports.map((found) => ({
      start: found.start,
      end: found.end,
      text: JSON.stringify(specifierOf(found)),
    })),
    ...source.hooks,
  ].sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += source.code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  text += source.code.slice(at);
  if (source.hooks.length === 0) return text;
  const link = `globalThis[Symbol.for(${JSON.stringify(LINK_KEY)})]`;
  const path = JSON.stringify(source.path);
  return (
    `${text}\n;function ${IMPORT_NAME}(specifier,options){return ${link}.load(${path},specifier,options)}` +
    `function ${META_NAME}(){return ${link}.meta(${path})}`
  );
}
