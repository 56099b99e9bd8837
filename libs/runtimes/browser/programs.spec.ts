import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import type { LanguageId } from '@pairlink/protocol';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';

// Whole programs with their exact output; PROGRAMS_DIR names a further folder of the same shape.

interface Case {
  readonly entry: string;
  readonly exitCode: number;
  readonly timeoutSec: number;
  readonly args?: readonly string[];
  readonly stderrIncludes?: readonly string[];
  readonly files?: readonly string[];
  /** What the check of types must find; it finds nothing in any other program. */
  readonly typeErrors?: readonly string[];
}

const FOLDERS = [fileURLToPath(new URL('programs/', import.meta.url)), process.env['PROGRAMS_DIR'] ?? ''];
const LANGUAGES: readonly LanguageId[] = ['python', 'javascript', 'typescript'];
const NOT_PART = new Set(['case.json', 'expected.txt', 'stdin.txt']);

function readFiles(folder: string, prefix = ''): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const at = join(folder, name);
    if (statSync(at).isDirectory()) Object.assign(files, readFiles(at, `${prefix}${name}/`));
    else if (prefix !== '' || !NOT_PART.has(name)) files[prefix + name] = readFileSync(at, 'utf8');
  }
  return files;
}

const cases = FOLDERS.flatMap((base) =>
  LANGUAGES.flatMap((language) => {
    const folder = join(base, language);
    if (base === '' || !existsSync(folder)) return [];
    return readdirSync(folder).map((name) => ({
      language,
      name: `${language}/${name}`,
      folder: join(folder, name),
    }));
  }),
);

describe('programs', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, inject('pageUrl'));
  });

  afterAll(async () => {
    await browser.close();
  });

  test.each(cases)('$name', async ({ language, folder }) => {
    const spec = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case;
    const stdin = join(folder, 'stdin.txt');
    const lines = existsSync(stdin) ? readFileSync(stdin, 'utf8').replace(/\n$/, '').split('\n') : [];
    const request = { language, files: readFiles(folder), entry: spec.entry, args: spec.args ?? [] };
    const outcome = await runProgram(page, request, { lines, timeoutMs: spec.timeoutSec * 1000 });
    const { stdout, stderr, result } = outcome;
    expect({ stdout, stderr, exitCode: 'exitCode' in result ? result.exitCode : result.kind }).toEqual({
      stdout: readFileSync(join(folder, 'expected.txt'), 'utf8'),
      stderr: spec.stderrIncludes ? stderr : expect.anything(),
      exitCode: spec.exitCode,
    });
    const missing = (spec.stderrIncludes ?? []).filter((text) => !stderr.includes(text));
    const unwritten = (spec.files ?? []).filter((file) => !outcome.files.includes(file));
    expect([missing, unwritten]).toEqual([[], []]);
    const typeErrors = [...stderr.matchAll(/ - error (TS\d+): /g)].map(([, code]) => code);
    expect(new Set(typeErrors)).toEqual(new Set(spec.typeErrors));
  });
});
