import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';
import { RING_BYTES } from '../src/wire/shared-memory.ts';

describe('output', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, inject('pageUrl'));
  });

  afterAll(async () => {
    await browser.close();
  });

  const FLOODS = [
    { language: 'python', entry: 'main.py', source: 'for _ in range(1_000_000): print("x" * 99)' },
    {
      language: 'javascript',
      entry: 'main.js',
      source: 'for (let i = 0; i < 1e6; i++) console.log("x".repeat(99))',
    },
  ] as const;

  test.each(FLOODS)(
    '100 MB from $language are cut, and reach the page in pieces that leave it time for other things',
    async ({ language, entry, source }) => {
      const outcome = await runProgram(page, { language, files: { [entry]: source }, entry });
      expect(outcome.result.kind).toBe('finished');
      expect(outcome.notices).toContain('Output was cut here, after 4.0 MiB');
      expect(outcome.stdout.length).toBe(4 * 1024 * 1024);
      expect(outcome.largestEventBytes).toBeLessThanOrEqual(RING_BYTES);
    },
  );

  const LINES = [
    { language: 'python', entry: 'main.py', source: 'for i in range(100_000): print("line", i)' },
    {
      language: 'javascript',
      entry: 'main.js',
      source: 'for (let i = 0; i < 1e5; i++) console.log("line", i)',
    },
  ] as const;

  test.each(LINES)('100,000 lines from $language arrive complete', async ({ language, entry, source }) => {
    const outcome = await runProgram(page, { language, files: { [entry]: source }, entry });
    const lines = outcome.stdout.trimEnd().split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([100_000, 'line 0', 'line 99999']);
  });

  test('a line printed before a long calculation is seen before it ends', async () => {
    const source = 'console.log("first"); console.log("second"); for(;;);';
    const request = { language: 'javascript', files: { 'main.js': source }, entry: 'main.js' } as const;
    const outcome = await runProgram(page, request, { stopAfter: 'second' });
    expect(outcome.stdout).toBe('first\nsecond\n');
  });

  test('stdout, stderr and input keep their order', async () => {
    const source =
      'import sys\nprint("a")\nprint("b", file=sys.stderr)\nname = input("c? ")\nprint("d", name)';
    const request = { language: 'python', files: { 'main.py': source }, entry: 'main.py' } as const;
    const { chunks } = await runProgram(page, request, { lines: ['Zoë 🙂'] });
    const joined: { kind: string; text: string }[] = [];
    for (const chunk of chunks) {
      const last = joined.at(-1);
      if (!('text' in chunk)) continue;
      if (last?.kind === chunk.kind) last.text += chunk.text;
      else joined.push({ kind: chunk.kind, text: chunk.text });
    }
    expect(joined).toEqual([
      { kind: 'stdout', text: 'a\n' },
      { kind: 'stderr', text: 'b\n' },
      { kind: 'stdout', text: 'c? ' },
      { kind: 'input', text: 'Zoë 🙂\n' },
      { kind: 'stdout', text: 'd Zoë 🙂\n' },
    ]);
  });

  test('a line of input may be longer than its buffer', async () => {
    const source = 'line = input()\nprint(len(line), line[:3], line[-3:])';
    const line = `abc${'é'.repeat(200_000)}xyz`;
    const request = { language: 'python', files: { 'main.py': source }, entry: 'main.py' } as const;
    const outcome = await runProgram(page, request, { lines: [line] });
    expect(outcome.stdout).toBe('200006 abc xyz\n');
  });
});
