import { describe, expect, it } from 'vitest';
import { holdsTests } from './holds-tests.ts';

describe('a file of Python', () => {
  it.each([
    ['a class of unittest', 'import unittest\nclass T(unittest.TestCase):\n    pass\n'],
    ['a function', 'def test_it():\n    assert True\n'],
    ['a function that awaits', 'async def test_it():\n    pass\n'],
    ['a method', 'class TestIt:\n    def test_it(self):\n        pass\n'],
    ['an example in a docstring', 'def f():\n    """\n    >>> f()\n    """\n'],
  ])('holds tests: %s', (_, source) => {
    expect(holdsTests('python', source)).toBe(true);
  });

  it.each([
    ['none', 'print("hi")\n'],
    ['a name alone', 'latest = 1\ncontest()\n'],
    ['a call', 'test_it()\n'],
  ])('holds none: %s', (_, source) => {
    expect(holdsTests('python', source)).toBe(false);
  });
});

describe('a file of JavaScript or TypeScript', () => {
  it.each(["test('adds', () => {});", '  it("adds", () => {})', 'describe.skip(`sums`, () => {})'])(
    'holds tests: %s',
    (source) => {
      expect([holdsTests('javascript', source), holdsTests('typescript', source)]).toEqual([true, true]);
    },
  );

  it.each(['/x/.test("x")', 'const test = 1', 'latest("x")', 'test(1)'])('holds none: %s', (source) => {
    expect(holdsTests('javascript', source)).toBe(false);
  });
});
