/** A language that runs, or a page that is shown, in the visitor's browser. Adding one is a folder in `libs/runtimes` and an entry here. */
export interface Language {
  readonly id: LanguageId;
  readonly title: string;
  /** Version of the language that runs. */
  readonly version: string;
  /** File name endings, the usual one first. */
  readonly extensions: readonly [string, ...string[]];
  /** Path of the file a new session starts with, and that Run executes unless told otherwise. */
  readonly entry: string;
  /** What a new session contains. */
  readonly starter: string;
  /** What the first run downloads, in bytes before compression. */
  readonly downloadBytes: number;
  readonly licence: string;
}

export type LanguageId = 'javascript' | 'typescript' | 'python' | 'html';

export const LANGUAGES: Readonly<Record<LanguageId, Language>> = {
  python: {
    id: 'python',
    title: 'Python',
    version: '3.14.2',
    extensions: ['.py'],
    entry: 'main.py',
    starter: 'name = "world"\nprint(f"Hello, {name}!")\n',
    downloadBytes: 13_500_000,
    licence: 'MPL-2.0',
  },
  javascript: {
    id: 'javascript',
    title: 'JavaScript',
    version: 'ES2024',
    extensions: ['.js', '.mjs', '.jsx'],
    entry: 'main.js',
    starter: 'const name = "world";\nconsole.log(`Hello, ${name}!`);\n',
    downloadBytes: 0,
    licence: 'none: the browser’s own engine',
  },
  typescript: {
    id: 'typescript',
    title: 'TypeScript',
    version: '5.9',
    extensions: ['.ts', '.tsx'],
    entry: 'main.ts',
    starter: 'const name: string = "world";\nconsole.log(`Hello, ${name}!`);\n',
    downloadBytes: 18_000_000,
    licence: 'MIT',
  },
  html: {
    id: 'html',
    title: 'HTML',
    version: 'Living Standard',
    extensions: ['.html', '.htm'],
    entry: 'index.html',
    starter:
      '<!doctype html>\n<html lang="en">\n  <head>\n    <meta charset="utf-8" />\n    <title>Hello</title>\n  </head>\n' +
      '  <body>\n    <h1>Hello, world!</h1>\n  </body>\n</html>\n',
    downloadBytes: 0,
    licence: 'none: the browser’s own engine',
  },
};

export const DEFAULT_LANGUAGE: LanguageId = 'python';

export const isLanguageId = (value: unknown): value is LanguageId =>
  typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
