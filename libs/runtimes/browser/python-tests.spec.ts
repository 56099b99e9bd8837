import type { Browser, Page } from '@playwright/test';
import type { TestResult } from '@pairlink/protocol';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Outcome, RunOptions } from './harness/runner-page.ts';
import { openBrowser, openRunner, runProgram } from './harness/runner-page.ts';

interface Judged extends Outcome {
  readonly tests: readonly TestResult[];
}

const brief = ({ path, status }: TestResult): string => `${status} ${path.join(' › ')}`;

describe('tests in Python', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await openRunner(browser, inject('pageUrl'));
  });

  afterAll(async () => {
    await browser.close();
  });

  const judge = async (
    files: Readonly<Record<string, string>>,
    entry = 'test_main.py',
    options: RunOptions = {},
  ): Promise<Judged> => {
    const outcome = await runProgram(page, { language: 'python', files, entry, mode: 'tests' }, options);
    return {
      ...outcome,
      tests: outcome.chunks.flatMap((chunk) => (chunk.kind === 'tests' ? chunk.results : [])),
    };
  };

  test('of unittest are told one by one, with the line of the failure and exit code 1', async () => {
    const source = `import unittest
from shop import total

class TotalTest(unittest.TestCase):
    def test_adds(self):
        print("adding")
        self.assertEqual(total([1, 2]), 3)

    def test_fails(self):
        self.assertEqual(total([1, 2]), 4, "wrong sum")

    def test_breaks(self):
        total(None)

    @unittest.skip("later")
    def test_later(self):
        pass

    @unittest.expectedFailure
    def test_known(self):
        self.fail()

    def test_each(self):
        for n in range(3):
            with self.subTest(n=n):
                self.assertNotEqual(n, 1)

class AsyncTest(unittest.IsolatedAsyncioTestCase):
    async def test_waits(self):
        import asyncio
        await asyncio.sleep(0.01)

if __name__ == "__main__":
    unittest.main()
`;
    const shop = 'def total(prices):\n    return sum(prices)\n';
    const { tests, stdout, stderr, result } = await judge({ 'test_main.py': source, 'shop.py': shop });
    expect(tests.map(brief)).toEqual([
      'passed AsyncTest › test_waits',
      'passed TotalTest › test_adds',
      'failed TotalTest › test_breaks',
      'failed TotalTest › test_each › (n=1)',
      'failed TotalTest › test_fails',
      'passed TotalTest › test_known',
      'skipped TotalTest › test_later',
    ]);
    const failed = tests.find(({ path }) => path[1] === 'test_fails');
    expect(failed).toMatchObject({ file: 'test_main.py', line: 10 });
    expect(failed?.message).toBe(
      'Traceback (most recent call last):\n  File "test_main.py", line 10, in test_fails\n' +
        '    self.assertEqual(total([1, 2]), 4, "wrong sum")\n' +
        '    ~~~~~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\nAssertionError: 3 != 4 : wrong sum',
    );
    expect(tests.find(({ path }) => path[1] === 'test_breaks')).toMatchObject({ file: 'shop.py', line: 2 });
    expect(tests.find(({ status }) => status === 'skipped')?.message).toBe('later');
    expect(stdout).toMatch(/^adding\n3 passed, 3 failed, 1 skipped in \d+\.\d\d s\n$/);
    expect([stderr, result.kind, 'exitCode' in result && result.exitCode]).toEqual(['', 'failed', 1]);
  });

  test('as plain functions and classes say what an assert compared', async () => {
    const source = `"""Tests as pytest reads them."""
from __future__ import annotations
import pytest

def half(n):
    return n / 2

@pytest.fixture
def basket():
    things = ["apple"]
    yield things
    print("emptied", things)

def test_half():
    assert half(4) == 2

def test_third():
    assert half(9) == 3

def test_member(basket):
    basket.append("pear")
    assert "fig" in basket

def test_truth():
    assert not half(2)

def test_own_words():
    assert half(1) == 1, "my words"

@pytest.mark.parametrize("n, expected", [(2, 1), (5, 2.5), (3, 1)])
def test_many(n, expected):
    assert half(n) == pytest.approx(expected)

def test_raises():
    with pytest.raises(TypeError, match="unsupported"):
        half("x")

def test_raises_nothing():
    with pytest.raises(ValueError):
        half(1)

@pytest.mark.skip(reason="not yet")
def test_skipped():
    assert False

async def test_awaits():
    import asyncio
    await asyncio.sleep(0)
    assert [1, 2, 3] == [1, 9, 3]

def test_out(capsys):
    print("hidden")
    assert capsys.readouterr().out == "hidden\\n"

class TestBasket:
    def setup_method(self):
        self.n = 1

    def test_one(self):
        assert self.n == 1
`;
    const { tests, stdout, stderr, result } = await judge({ 'test_main.py': source });
    expect([stderr, result.kind]).toEqual(['', 'failed']);
    expect(tests.map(brief)).toEqual([
      'passed test_half',
      'failed test_third',
      'failed test_member',
      'failed test_truth',
      'failed test_own_words',
      'passed test_many[2-1]',
      'passed test_many[5-2.5]',
      'failed test_many[3-1]',
      'passed test_raises',
      'failed test_raises_nothing',
      'skipped test_skipped',
      'failed test_awaits',
      'passed test_out',
      'passed TestBasket › test_one',
    ]);
    const messages = Object.fromEntries(tests.map(({ path, message = '' }) => [path[0], message]));
    expect(messages['test_third']).toBe(
      'Traceback (most recent call last):\n  File "test_main.py", line 18, in test_third\n' +
        '    assert half(9) == 3\n           ^^^^^^^^^^^^\nAssertionError: assert half(9) == 3\n left: 4.5\nright: 3',
    );
    expect(messages['test_member']).toContain(" left: 'fig'\nright: ['apple', 'pear']");
    expect(messages['test_truth']).toContain('AssertionError: assert not half(2)');
    expect(messages['test_own_words']).toContain('AssertionError: my words');
    expect(messages['test_many[3-1]']).toContain('right: 1 ± 1.0e-06');
    expect(messages['test_raises_nothing']).toContain('ValueError was not raised.');
    expect(messages['test_awaits']).toContain('first difference at index 1: 2 and 9');
    expect(tests.find(({ path }) => path[0] === 'test_third')).toMatchObject({
      file: 'test_main.py',
      line: 18,
    });
    expect(stdout).toMatch(/^emptied \['apple', 'pear'\]\n6 passed, 7 failed, 1 skipped in/);
  });

  test('in docstrings are examples that must print what they show', async () => {
    const source = `def double(n):
    """
    >>> double(2)
    4
    >>> double("ab")
    'abab'
    """
    return n * 2

def triple(n):
    """Thrice.

    >>> triple(2)
    7
    """
    return n * 3

import doctest
doctest.testmod()
`;
    const { tests, result } = await judge({ 'main.py': source }, 'main.py');
    expect(tests.map(brief)).toEqual(['passed doctest › main.double', 'failed doctest › main.triple']);
    expect(tests[1]).toMatchObject({
      file: 'main.py',
      line: 13,
      message:
        'File "main.py", line 13, in main.triple\nFailed example:\n    triple(2)\nExpected:\n    7\nGot:\n    6',
    });
    expect(result.kind).toBe('failed');
  });

  test('that pass end with exit code 0', async () => {
    const { tests, result } = await judge({ 'test_main.py': 'def test_it():\n    assert 1 < 2\n' });
    expect([tests.map(brief), result.kind]).toEqual([['passed test_it'], 'finished']);
  });

  test('that are not there are missed', async () => {
    const { tests, stdout, result } = await judge({ 'test_main.py': 'print("hi")\n' });
    expect([tests, result]).toEqual([[], expect.objectContaining({ kind: 'failed', exitCode: 5 })]);
    expect(stdout).toContain('hi\nNo tests were found in test_main.py');
  });

  test('in a file that cannot be loaded end with its traceback', async () => {
    const { stderr, result } = await judge({ 'test_main.py': 'import unittest\n1 / 0\n' });
    expect(stderr).toMatch(/^Traceback .*\n {2}File "test_main.py", line 2, in <module>/);
    expect(result.kind).toBe('failed');
  });

  test('that never end can be stopped, and those before are known', async () => {
    const source =
      'def test_a():\n    pass\n\ndef test_b():\n    print("begun", flush=True)\n    while True:\n        pass\n';
    const { tests, result } = await judge({ 'test_main.py': source }, 'test_main.py', { stopAfter: 'begun' });
    expect([tests.map(brief), result.kind]).toEqual([['passed test_a'], 'stopped']);
  });
});
