import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';

describe('without cross-origin isolation', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, `${inject('pageUrl')}?plain`);
  });

  afterAll(async () => {
    await browser.close();
  });

  test('Python prints, asks, sleeps and ends', async () => {
    const source =
      'import time, sys\nname = input("name? ")\ntime.sleep(0.01)\nprint("hi", name)\nprint(sys.stdin.read().split())\nsys.exit(3)';
    const request = { language: 'python', files: { 'main.py': source }, entry: 'main.py' } as const;
    const outcome = await runProgram(page, request, { lines: ['Ann', 'x y', 'z'] });
    expect([outcome.stdout, outcome.stderr]).toEqual(["name? hi Ann\n['x', 'y', 'z']\n", '']);
    expect(outcome.result).toMatchObject({ kind: 'failed', exitCode: 3 });
  });

  test('JavaScript prints, and says that it cannot ask', async () => {
    const source = 'console.log(prompt("name?"), crossOriginIsolated)';
    const request = { language: 'javascript', files: { 'main.js': source }, entry: 'main.js' } as const;
    const outcome = await runProgram(page, request);
    expect(outcome.stdout).toBe('name?\nnull false\n');
    expect(outcome.notices).toContain('cannot wait for input');
  });
});
