/** A stretch of lines: in both texts, only in the first, or only in the second. */
export interface LineChange {
  readonly kind: 'same' | 'removed' | 'added';
  readonly lines: readonly string[];
}

/** Further differences are not looked for: texts so unlike are told apart as a whole. */
const MAX_DISTANCE = 400;

/**
 * The lines that turn one text into another, with as few changes as possible: E. W. Myers, "An O(ND) Difference
 * Algorithm and Its Variations", Algorithmica 1 (1986). Time and memory grow with the number of differences, which is
 * bounded.
 */
export function diffLines(before: string, after: string): readonly LineChange[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const middle = changesBetween(a.slice(start, endA), b.slice(start, endB));
  return joined([
    { kind: 'same', lines: a.slice(0, start) },
    ...middle,
    { kind: 'same', lines: a.slice(endA) },
  ]);
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function changesBetween(a: readonly string[], b: readonly string[]): readonly LineChange[] {
  const trace = traceOf(a, b);
  if (!trace) {
    return [
      { kind: 'removed', lines: a },
      { kind: 'added', lines: b },
    ];
  }
  const changes: LineChange[] = [];
  let x = a.length;
  let y = b.length;
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const reach = (diagonal: number): number => trace[distance]?.get(diagonal) ?? -1;
    const diagonal = x - y;
    const isDown =
      diagonal === -distance || (diagonal !== distance && reach(diagonal - 1) < reach(diagonal + 1));
    const from = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = distance === 0 ? 0 : reach(from);
    const fromY = distance === 0 ? 0 : fromX - from;
    const snake = Math.min(x - fromX, y - fromY);
    const same = distance === 0 ? x : snake;
    changes.push({ kind: 'same', lines: a.slice(x - same, x) });
    x -= same;
    y -= same;
    if (distance === 0) break;
    if (isDown) changes.push({ kind: 'added', lines: b.slice(fromY, y) });
    else changes.push({ kind: 'removed', lines: a.slice(fromX, x) });
    x = fromX;
    y = fromY;
  }
  return changes.toReversed();
}

/** For each distance the furthest points reached before it, by diagonal; `undefined` when the texts are too unlike. */
function traceOf(
  a: readonly string[],
  b: readonly string[],
): readonly ReadonlyMap<number, number>[] | undefined {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let distance = 0; distance <= Math.min(a.length + b.length, MAX_DISTANCE); distance++) {
    trace.push(new Map(furthest));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      const left = furthest.get(diagonal - 1) ?? -1;
      const right = furthest.get(diagonal + 1) ?? -1;
      let x = diagonal === -distance || (diagonal !== distance && left < right) ? right : left + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return trace;
    }
  }
  return undefined;
}

function joined(changes: readonly LineChange[]): readonly LineChange[] {
  const result: LineChange[] = [];
  for (const change of changes) {
    if (change.lines.length === 0) continue;
    const last = result.at(-1);
    if (last?.kind === change.kind)
      result[result.length - 1] = { ...last, lines: [...last.lines, ...change.lines] };
    else result.push(change);
  }
  return result;
}
