import type { TestResult } from '@pairlink/protocol';

/** A suite or a test: what a tree of results shows. */
export type TestNode =
  | {
      readonly kind: 'suite';
      readonly id: string;
      readonly name: string;
      readonly counts: TestCounts;
      readonly children: readonly TestNode[];
    }
  | { readonly kind: 'test'; readonly id: string; readonly name: string; readonly result: TestResult };

export type TestCounts = Readonly<Record<TestResult['status'], number>>;

/** Results as a tree of suites, in the order in which they came. */
export function testTree(results: readonly TestResult[]): readonly TestNode[] {
  return nodesAt(
    results.map((result, index) => ({ result, index })),
    { depth: 0, prefix: '' },
  );
}

interface Numbered {
  readonly result: TestResult;
  readonly index: number;
}

function nodesAt(
  results: readonly Numbered[],
  { depth, prefix }: { depth: number; prefix: string },
): readonly TestNode[] {
  const nodes: TestNode[] = [];
  const drawn = new Set<string>();
  for (const { result, index } of results) {
    const name = result.path[depth] ?? '';
    if (result.path.length === depth + 1) nodes.push({ kind: 'test', id: `${index}`, name, result });
    else if (!drawn.has(name)) {
      drawn.add(name);
      const inside = results.filter(
        ({ result: { path } }) => path.length > depth + 1 && path[depth] === name,
      );
      const id = `${prefix}/${name}`;
      const counts = countTests(inside.map((one) => one.result));
      nodes.push({
        kind: 'suite',
        id,
        name,
        counts,
        children: nodesAt(inside, { depth: depth + 1, prefix: id }),
      });
    }
  }
  return nodes;
}

export function countTests(results: readonly TestResult[]): TestCounts {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of results) counts[status]++;
  return counts;
}

/** `3 passed, 1 failed`; `no tests` for none. */
export function testWords({ passed, failed, skipped }: TestCounts): string {
  const words = [
    passed > 0 && `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped`,
  ];
  return words.filter(Boolean).join(', ') || 'no tests';
}
