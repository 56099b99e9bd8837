import { inspect } from '../inspect/inspect.ts';

export interface AssertionParts {
  readonly message?: string | undefined;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly operator?: string;
  readonly isGenerated?: boolean;
  /** Whose call is not to be seen in the stack. */
  readonly above?: (...values: never[]) => unknown;
}

/** `assert.AssertionError`. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string | undefined;
  readonly generatedMessage: boolean;

  constructor({
    message,
    actual,
    expected,
    operator,
    isGenerated = message === undefined,
    above,
  }: AssertionParts) {
    super(message ?? 'Failed');
    Object.defineProperty(this, 'name', { enumerable: false });
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    this.generatedMessage = isGenerated;
    const { captureStackTrace } = Error as { captureStackTrace?: (target: object, above?: unknown) => void };
    captureStackTrace?.(this, above);
    // Node puts the code into the first line of the stack.
    this.stack = (this.stack ?? '').replace(/^(?:AssertionError|Error)/, 'AssertionError [ERR_ASSERTION]');
  }
}

const MAX_DIFF_LINES = 200;

const show = (value: unknown): string[] =>
  inspect(value, {
    depth: 1000,
    maxArrayLength: null,
    compact: false,
    sorted: true,
    breakLength: Number.POSITIVE_INFINITY,
  }).split('\n');

/** Two values line by line: `+` only in the first, `-` only in the second. */
export function diffOf(actual: unknown, expected: unknown): string {
  const a = show(actual).slice(0, MAX_DIFF_LINES);
  const b = show(expected).slice(0, MAX_DIFF_LINES);
  const lengths = commonLengths(a, b);
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(`  ${a[i]}`);
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      lines.push(`+ ${a[i]}`);
      i += 1;
    } else {
      lines.push(`- ${b[j]}`);
      j += 1;
    }
  }
  return lines.join('\n');
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** Lengths of the longest common parts of what follows each pair of lines. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i] ?? [];
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] =
        a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
