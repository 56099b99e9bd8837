import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Runner } from '../src/index.ts';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';
import { COMMON_STUCK_PROGRAMS, ENTRY, NEXT, STUCK_PROGRAMS } from './harness/stuck-programs.ts';

describe.each([
  { name: 'with shared memory', query: '', programs: STUCK_PROGRAMS },
  {
    name: 'without cross-origin isolation',
    query: '?plain',
    programs: COMMON_STUCK_PROGRAMS,
  },
])('Stop $name', ({ query, programs }) => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, `${inject('pageUrl')}${query}`);
  });

  afterAll(async () => {
    await browser.close();
  });

  test.each(programs)('$name', async ({ language, source, options = { stopAfter: 'begun' } }) => {
    const entry = ENTRY[language];
    const stuck = await runProgram(page, { language, files: { [entry]: source }, entry }, options);
    expect(stuck.result.kind).toBe('stopped');
    const next = await runProgram(page, { language, files: { [entry]: NEXT[language] }, entry });
    expect([next.stdout, next.result.kind]).toEqual(['next\n', 'finished']);
  });

  test('before the language has loaded', async () => {
    const fresh = await openRunner(browser, `${inject('pageUrl')}${query}`);
    const ended = await fresh.evaluate(async () => {
      const { runner } = globalThis as unknown as { runner: Runner };
      const run = runner.start({ language: 'python', files: { 'main.py': 'print(1)' }, entry: 'main.py' });
      return new Promise<string>((resolve) => {
        run.subscribe((event) => {
          if (event.kind === 'ended') resolve(event.result.kind);
        });
        run.stop();
      });
    });
    expect(ended).toBe('stopped');
    await fresh.close();
  });
});
