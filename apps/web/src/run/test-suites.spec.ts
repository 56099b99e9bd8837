import type { TestResult } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import type { TestNode } from './test-suites.ts';
import { countTests, testTree, testWords } from './test-suites.ts';

const result = (status: TestResult['status'], ...path: string[]): TestResult => ({ path, status });

/** The tree as indented lines. */
const drawn = (nodes: readonly TestNode[], indent = ''): string[] =>
  nodes.flatMap((node) =>
    node.kind === 'test'
      ? [`${indent}${node.name} ${node.result.status}`]
      : [`${indent}${node.name}: ${testWords(node.counts)}`, ...drawn(node.children, `${indent}  `)],
  );

describe('the tree of tests', () => {
  it('has suites where the first of their tests came, also when others stand in between', () => {
    const results = [
      result('passed', 'adds', 'numbers'),
      result('skipped', 'alone'),
      result('failed', 'adds', 'deep', 'strings'),
      result('passed', 'adds', 'nothing'),
    ];
    expect(drawn(testTree(results))).toEqual([
      'adds: 2 passed, 1 failed',
      '  numbers passed',
      '  deep: 1 failed',
      '    strings failed',
      '  nothing passed',
      'alone skipped',
    ]);
  });

  it('keeps tests of one name apart, and a test from a suite of its name', () => {
    const results = [result('passed', 'a'), result('failed', 'a'), result('passed', 'a', 'b')];
    const nodes = testTree(results);
    expect(drawn(nodes)).toEqual(['a passed', 'a failed', 'a: 1 passed', '  b passed']);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(3);
  });
});

it('The summary names what there is', () => {
  expect(testWords(countTests([result('passed', 'a'), result('failed', 'b'), result('passed', 'c')]))).toBe(
    '2 passed, 1 failed',
  );
  expect(testWords(countTests([]))).toBe('no tests');
});
