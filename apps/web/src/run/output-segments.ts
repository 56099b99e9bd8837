import type { ImageRow, LineRow, OutputRow, TableRow, TestsRow, TextKind } from './output-log.ts';

/** Rows that are drawn as one element: most of what programs print is plain, and thousands of elements cost frames. */
export type OutputSegment =
  | { readonly kind: 'text'; readonly stream: TextKind; readonly text: string }
  /** A line of several streams or colours. */
  | LineRow
  | ImageRow
  | TableRow
  | TestsRow;

export function segmentsOf(rows: readonly OutputRow[]): readonly OutputSegment[] {
  const segments: OutputSegment[] = [];
  let open: { kind: 'text'; stream: TextKind; text: string } | undefined;
  for (const row of rows) {
    const stream = row.kind === 'line' ? plainStream(row) : undefined;
    if (row.kind !== 'line' || stream === undefined) {
      open = undefined;
      segments.push(row);
      continue;
    }
    // An empty line belongs to whatever stands before it.
    const wanted = stream === 'any' ? (open?.stream ?? 'stdout') : stream;
    if (open?.stream !== wanted) {
      open = { kind: 'text', stream: wanted, text: '' };
      segments.push(open);
    }
    open.text += `${row.spans[0]?.text ?? ''}\n`;
    // A line too long for one row goes on in an element of its own.
    if (!row.isEnded) open = undefined;
  }
  return segments;
}

function plainStream({ spans }: LineRow): TextKind | 'any' | undefined {
  const [span] = spans;
  if (!span) return 'any';
  return spans.length === 1 && span.style === '' ? span.kind : undefined;
}
