import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser, Page } from '@playwright/test';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';
import { ENTRY, STUCK_PROGRAMS } from './harness/stuck-programs.ts';

/** `REPEATS=100 npm run figures -w @pairlink/runtimes`: how fast Stop stops, and how long the page is ever busy. */
const REPEATS = Number(process.env['REPEATS'] ?? '3');

const FLOODS = {
  python: 'for _ in range(1_000_000): print("x" * 99)',
  javascript: 'for (let i = 0; i < 1e6; i++) console.log("x".repeat(99))',
} as const;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await openRunner(browser, inject('pageUrl'));
});
afterAll(async () => {
  await browser.close();
});

const print = (name: string, figures: readonly number[], unit = 'ms'): void => {
  const sorted = figures.toSorted((a, b) => a - b);
  const [median, worst] = [sorted[sorted.length >> 1] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  process.stdout.write(`${name.padEnd(64)} ${median.toFixed(0)} ${unit} (worst ${worst.toFixed(0)})\n`);
};

test('from Stop to the end of the program', async () => {
  const all: number[] = [];
  let slow = 0;
  for (const { name, language, source, options = { stopAfter: 'begun' } } of STUCK_PROGRAMS) {
    const times: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const entry = ENTRY[language];
      // oxlint-disable-next-line no-await-in-loop -- one stuck program at a time, as a person runs them
      const { result, stopMs } = await runProgram(
        page,
        { language, files: { [entry]: source }, entry },
        options,
      );
      expect(result.kind).toBe('stopped');
      if (stopMs === null || stopMs > 1000) slow++;
      times.push(stopMs ?? Infinity);
    }
    print(name, times);
    all.push(...times);
  }
  print(`all ${all.length}, ${slow} over one second`, all);
});

test.each(Object.entries(FLOODS))('a page while %s prints 100 MB', async (language, source) => {
  const gaps: number[] = [];
  const ends: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const entry = language === 'python' ? 'main.py' : 'main.js';
    const request = { language: language as keyof typeof FLOODS, files: { [entry]: source }, entry };
    // oxlint-disable-next-line no-await-in-loop -- each is measured alone
    const { result, longestGapMs, endedMs } = await runProgram(page, request);
    expect(result.kind).toBe('finished');
    gaps.push(longestGapMs);
    ends.push(endedMs);
  }
  print(`${language}: longest gap of the page during 100 MB of output`, gaps);
  print(`${language}: from start to end of it`, ends);
});
