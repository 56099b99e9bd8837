import type { RunChunk, TestResult } from '@pairlink/protocol';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Outcome } from './harness/runner-page.ts';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';

const resultsIn = (chunks: readonly RunChunk[]): readonly TestResult[] =>
  chunks.flatMap((chunk) => (chunk.kind === 'tests' ? chunk.results : []));

const inWords = ({ path, status, line }: TestResult): string =>
  `${path.join(' > ')} ${status}${line === undefined ? '' : ` at ${line}`}`;

describe('tests of JavaScript and TypeScript', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, inject('pageUrl'));
  });

  afterAll(async () => {
    await browser.close();
  });

  const runTests = (files: Record<string, string>, entry: string): Promise<Outcome> =>
    runProgram(page, {
      language: entry.endsWith('.ts') ? 'typescript' : 'javascript',
      files,
      entry,
      mode: 'tests',
    });

  test('are told one by one, with the line in the person’s own file', async () => {
    const files = {
      'sum.ts': 'export const sum = (a: number, b: number): number => a + b;',
      'sum.test.ts': `import { sum } from './sum.ts';
interface Row { readonly a: number }
describe('sum', () => {
  it('adds', () => { expect(sum(1, 2)).toBe(3); });
  it('waits', async () => { await expect(Promise.resolve(sum(2, 2))).resolves.toBe(4); });
  it('is wrong', () => {
    const row: Row = { a: sum(1, 1) };
    expect(row).toEqual({ a: 3 });
  });
});
test('hangs', () => new Promise(() => {}));
test('fails later', async () => {
  setTimeout(() => { throw new Error('late'); });
  await new Promise((resolve) => setTimeout(resolve, 10_000));
});
`,
    };
    const { chunks, stdout, stderr, result } = await runTests(files, 'sum.test.ts');
    const results = resultsIn(chunks);
    expect(results.map(inWords)).toEqual([
      'sum > adds passed',
      'sum > waits passed',
      'sum > is wrong failed at 8',
      'hangs failed',
      'fails later failed at 13',
    ]);
    expect(results[2]?.message).toContain('+   a: 2\n-   a: 3');
    expect(stdout).toMatch(/^2 passed, 3 failed in \d+\.\d\d s\n$/);
    expect([stderr, 'exitCode' in result && result.exitCode]).toEqual(['', 1]);
  });

  test('run in a plain program too, by the words of Node', async () => {
    const source = `import test, { describe } from 'node:test';
import assert from 'node:assert/strict';
console.log('before');
test('outer', async (t) => { await t.test('inner', () => assert.equal(1, 1)); });
describe('a suite', () => { test.skip('left out', () => {}); });
`;
    const request = { language: 'javascript', files: { 'main.js': source }, entry: 'main.js' } as const;
    const { chunks, stdout, result } = await runProgram(page, request);
    expect(resultsIn(chunks).map(inWords)).toEqual([
      'outer > inner passed',
      'outer passed',
      'a suite > left out skipped',
    ]);
    expect(stdout).toMatch(/^before\n2 passed, 1 skipped in /);
    expect(result.kind).toBe('finished');
  });

  test('that are not there are missed', async () => {
    const { notices, result } = await runTests({ 'main.js': 'console.log(1);' }, 'main.js');
    expect(notices).toContain('no tests in main.js');
    expect(result.kind).toBe('failed');
  });
});

describe('Node’s own', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, inject('pageUrl'));
  });

  afterAll(async () => {
    await browser.close();
  });

  const run = (source: string, lines: readonly string[] = []): Promise<Outcome> =>
    runProgram(page, { language: 'javascript', files: { 'main.js': source }, entry: 'main.js' }, { lines });

  test('asking for a line leaves timers running', async () => {
    const source = `import { createInterface } from 'node:readline/promises';
const rl = createInterface({ input: process.stdin, output: process.stdout });
let ticks = 0;
const timer = setInterval(() => { if (++ticks === 3) clearInterval(timer); }, 1);
const name = await rl.question('Name? ');
for await (const line of rl) console.log(name, line);
console.log(ticks <= 3);
`;
    expect((await run(source, ['Ann', 'one', 'two'])).stdout).toBe('Name? Ann one\nAnn two\ntrue\n');
  });

  test('a program may end itself, from anywhere, and says so by its code', async () => {
    const source = `process.on('exit', (code) => console.log('left with', code));
try { process.exit(7); } finally { console.log('never'); }`;
    const { stdout, result } = await run(source);
    expect([stdout, result]).toMatchObject(['left with 7\n', { kind: 'failed', exitCode: 7 }]);
    expect((await run('process.exitCode = 4;')).result).toMatchObject({ exitCode: 4 });
  });

  test('an error is shown in the place of a file of CommonJS', async () => {
    const { stderr } = await run("const fs = require('fs'); fs.none.read();");
    expect(stderr).toContain("main.js:1:35\nconst fs = require('fs'); fs.none.read();");
  });

  test('what a browser does not have is refused by name', async () => {
    const { stderr } = await run("import http from 'node:http';");
    expect(stderr).toContain(
      "Cannot find module 'node:http' imported from main.js: a browser does not have it",
    );
  });
});
