import type typescript from 'typescript';
import type { CheckJob, Diagnostic, ProgramFiles } from '../../wire/messages.ts';
import environment from './environment.d.ts.txt?raw';
import type { TypeScript } from './load-typescript.ts';

const LIBRARIES = '/lib/';
const ENVIRONMENT = `${LIBRARIES}environment.d.ts`;
const DECLARATIONS = /\.d\.[mc]?ts$/;
const MAX_DIAGNOSTICS = 50;

/**
 * Checks the types of a session's files as an editor would. What did not change since the last check, above all the
 * libraries, is not read again.
 */
export class ProgramChecker {
  readonly #ts: TypeScript;
  readonly #libraries: Readonly<Record<string, string>>;
  readonly #service: typescript.LanguageService;
  readonly #versions = new Map<string, { readonly text: string; readonly version: number }>();
  #files: ProgramFiles = {};
  #roots: string[] = [];

  /** `libraries` are the declarations that TypeScript brings, by file name. */
  constructor(ts: TypeScript, libraries: Readonly<Record<string, string>>) {
    this.#ts = ts;
    this.#libraries = libraries;
    this.#service = ts.createLanguageService(this.#host(), ts.createDocumentRegistry(true, '/'));
  }

  check({ files, entry }: CheckJob): Diagnostic[] {
    this.#files = files;
    this.#roots = [entry, ...Object.keys(files).filter((path) => DECLARATIONS.test(path))].map(toAbsolute);
    const program = this.#service.getProgram();
    const sources = (program?.getSourceFiles() ?? []).filter(
      ({ fileName }) => !fileName.startsWith(LIBRARIES),
    );
    return sources
      .flatMap(({ fileName }) => [
        ...this.#service.getSyntacticDiagnostics(fileName),
        ...this.#service.getSemanticDiagnostics(fileName),
      ])
      .slice(0, MAX_DIAGNOSTICS)
      .flatMap((found) => this.#describe(found));
  }

  #describe({
    file,
    start = 0,
    length = 0,
    code,
    category,
    messageText,
  }: typescript.Diagnostic): Diagnostic[] {
    if (!file) return [];
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return [
      {
        path: file.fileName.slice(1),
        line: line + 1,
        column: character + 1,
        length,
        code,
        severity: category === this.#ts.DiagnosticCategory.Warning ? 'warning' : 'error',
        message: this.#ts.flattenDiagnosticMessageText(messageText, '\n'),
      },
    ];
  }

  #host(): typescript.LanguageServiceHost & Pick<typescript.CompilerHost, 'hasInvalidatedResolutions'> {
    const options = this.#options();
    return {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [ENVIRONMENT, ...this.#roots],
      getScriptVersion: (path) => String(this.#versionOf(path)),
      getScriptSnapshot: (path) => {
        const text = this.#read(path);
        return text === undefined ? undefined : this.#ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => `${LIBRARIES}lib.esnext.d.ts`,
      fileExists: (path) => this.#read(path) !== undefined,
      readFile: (path) => this.#read(path),
      directoryExists: (path) => this.#hasFolder(path),
      getDirectories: () => [],
      // Files come and go between checks: what an import means is found anew, which is cheap for a few files.
      hasInvalidatedResolutions: (path) => !path.startsWith(LIBRARIES),
      useCaseSensitiveFileNames: () => true,
    };
  }

  /** As files run here: modules of today, joined as by a bundler. Libraries are what a worker of a browser has, and Node's that are here. */
  #options(): typescript.CompilerOptions {
    const { ScriptTarget, ModuleKind, ModuleResolutionKind, ModuleDetectionKind, JsxEmit } = this.#ts;
    return {
      strict: true,
      noEmit: true,
      target: ScriptTarget.ES2022,
      module: ModuleKind.ESNext,
      moduleResolution: ModuleResolutionKind.Bundler,
      moduleDetection: ModuleDetectionKind.Force,
      allowImportingTsExtensions: true,
      allowJs: true,
      checkJs: false,
      resolveJsonModule: true,
      noUncheckedSideEffectImports: true,
      jsx: JsxEmit.Preserve,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
      types: [],
      skipLibCheck: true,
    };
  }

  #read(path: string): string | undefined {
    if (path === ENVIRONMENT) return environment;
    if (path.startsWith(LIBRARIES)) {
      const library = this.#libraries[path.slice(LIBRARIES.length)];
      if (library !== undefined) return library;
    }
    const own = path.slice(1);
    const file = Object.hasOwn(this.#files, own) ? this.#files[own] : undefined;
    return typeof file === 'string' || file === undefined ? file : new TextDecoder().decode(file);
  }

  #versionOf(path: string): number {
    const text = this.#read(path) ?? '';
    const known = this.#versions.get(path);
    if (known?.text === text) return known.version;
    const version = (known?.version ?? 0) + 1;
    this.#versions.set(path, { text, version });
    return version;
  }

  #hasFolder(path: string): boolean {
    const folder = path === '/' ? '' : `${path.slice(1)}/`;
    return Object.keys(this.#files).some((file) => file.startsWith(folder));
  }
}

const toAbsolute = (path: string): string => `/${path}`;
