import type { Browser, Page } from '@playwright/test';
import type { RunResult } from '@pairlink/protocol';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Outcome, RunOptions } from './harness/runner-page.ts';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';

const exitCode = (result: RunResult): number | string =>
  'exitCode' in result ? result.exitCode : result.kind;

type Talk = (source: string, lines: readonly (string | null)[], options?: RunOptions) => Promise<Outcome>;

/** A page for the tests of a suite; answers what runs a program there and talks to its console. */
function useConsole(query: string): Talk {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, `${inject('pageUrl')}${query}`);
  });
  afterAll(async () => {
    await browser.close();
  });
  return (source, lines, options = {}) =>
    runProgram(
      page,
      { language: 'python', files: { 'main.py': source }, entry: 'main.py', isInteractive: true },
      { lines, ...options },
    );
}

describe.each([
  { name: 'with shared memory', query: '' },
  { name: 'without cross-origin isolation', query: '?plain' },
])('the console after a program in Python, $name', ({ query }) => {
  const talk = useConsole(query);

  test('knows the names of the program, and shows values', async () => {
    const { stdout, stderr, result } = await talk('x = 20\ndef f(n):\n    return n + 1\n', [
      'f(x)',
      '_ * 2',
      'None',
      'y = "a"',
      'y',
      'for i in range(2):',
      '    print(i)',
      '',
      '__name__',
    ]);
    expect(stdout).toBe(">>> 21\n>>> 42\n>>> >>> >>> 'a'\n>>> ... ... 0\n1\n>>> '__main__'\n>>> \n");
    expect([stderr, exitCode(result)]).toEqual(['', 0]);
  });

  test('awaits, asks, and goes on after the program has ended itself', async () => {
    const { stdout, stderr, result } = await talk('import asyncio, sys\nsys.exit(3)\n', [
      'await asyncio.sleep(0.01, "slept")',
      'name = input("name? ")',
      'Ann',
      'name',
    ]);
    expect([stdout, stderr]).toEqual([">>> 'slept'\n>>> name? >>> 'Ann'\n>>> \n", '']);
    expect(exitCode(result)).toBe(0);
  });

  test('is ended by Stop, at its prompt', async () => {
    const { stdout, stderr, result } = await talk('print("hi")\n', [], { stopAtInput: true });
    expect(result.kind).toBe('stopped');
    expect([stdout.startsWith('hi\n>>> '), stderr]).toEqual([true, '']);
  });
});

describe('the console after a program in Python', () => {
  const talk = useConsole('');

  test('lives on after an error, its own or the program’s', async () => {
    const { stdout, stderr, result } = await talk('x = 1\n1 / 0\n', [
      'x',
      'oops',
      'def f(:',
      'x + 1',
      'exit(4)',
    ]);
    expect(stdout).toBe('>>> 1\n>>> >>> >>> 2\n>>> ');
    expect(stderr).toBe(`Traceback (most recent call last):
  File "main.py", line 2, in <module>
    1 / 0
    ~~^~~
ZeroDivisionError: division by zero
Traceback (most recent call last):
  File "<python-input-1>", line 1, in <module>
    oops
NameError: name 'oops' is not defined
  File "<python-input-2>", line 1
    def f(:
          ^
SyntaxError: invalid syntax
`);
    expect(exitCode(result)).toBe(4);
  });

  test('opens although Ctrl+D ended the program’s input', async () => {
    const program = 'import sys\nprint(len(sys.stdin.read()))\n';
    const { stdout } = await talk(program, ['ab', null, '1 + 1']);
    expect(stdout).toBe('3\n>>> 2\n>>> \n');
  });

  test('is ended by Stop in a loop', async () => {
    const { result } = await talk('pass\n', ['while True: print("begun")', ''], { stopAfter: 'begun' });
    expect(result.kind).toBe('stopped');
  });
});
