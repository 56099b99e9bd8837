import { inspect } from '../inspect/inspect.ts';
import { isMap, isMapIterator, isSet, isSetIterator } from '../inspect/kinds.ts';
import { textWidth } from '../inspect/text-width.ts';

const INDEX = '(index)';
const ITERATION = '(iteration index)';
const VALUES = 'Values';

/** `console.table`'s text, or `null` for what is no table and is printed as it is. */
export function tableText(rows: unknown, columns?: readonly string[]): string | null {
  if (rows === null || typeof rows !== 'object') return null;
  if (isMap(rows) || isMapIterator(rows)) {
    const entries = [...(rows as Iterable<[unknown, unknown]>)];
    if (isMap(rows) || entries.every((entry) => Array.isArray(entry))) {
      const keys = entries.map(([key]) => showCell(key));
      return draw(
        [ITERATION, 'Key', VALUES],
        [indexes(entries), keys, entries.map(([, value]) => showCell(value))],
      );
    }
    return draw([ITERATION, VALUES], [indexes(entries), entries.map(showCell)]);
  }
  if (isSet(rows) || isSetIterator(rows)) {
    const values = [...(rows as Iterable<unknown>)];
    return draw([ITERATION, VALUES], [indexes(values), values.map(showCell)]);
  }
  return objectTable(rows as Readonly<Record<string, unknown>>, columns);
}

type Cells = (string | undefined)[];

function objectTable(rows: Readonly<Record<string, unknown>>, columns?: readonly string[]): string {
  const byColumn = new Map<string, Cells>();
  const values: Cells = [];
  const names = Object.keys(rows);
  names.forEach((name, at) => {
    const row = rows[name];
    const isPrimitive = row === null || (typeof row !== 'object' && typeof row !== 'function');
    if (isPrimitive) values[at] = showCell(row);
    for (const column of columns ?? (isPrimitive ? [] : Object.keys(row))) {
      const cells = byColumn.get(column) ?? [];
      byColumn.set(column, cells);
      const isThere = !isPrimitive && Object.hasOwn(row, column);
      cells[at] = isThere ? showCell((row as Record<string, unknown>)[column]) : '';
    }
  });
  const heads = [INDEX, ...byColumn.keys()];
  const body: Cells[] = [names, ...byColumn.values()];
  return values.length > 0 ? draw([...heads, VALUES], [...body, values]) : draw(heads, body);
}

const indexes = (items: readonly unknown[]): string[] => items.map((_item, at) => String(at));

function showCell(value: unknown): string {
  const isLarge =
    value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, {
    depth: isLarge ? -1 : 0,
    maxArrayLength: 3,
    breakLength: Number.POSITIVE_INFINITY,
  });
}

function draw(heads: readonly string[], columns: readonly Cells[]): string {
  const height = Math.max(...columns.map((cells) => cells.length));
  const widths = columns.map((cells, at) =>
    Math.max(textWidth(heads[at] ?? ''), ...Array.from(cells, (cell) => textWidth(cell ?? ''))),
  );
  const line = (cells: readonly (string | undefined)[]): string => {
    const padded = widths.map((width, at) => {
      const cell = cells[at] ?? '';
      return ` ${cell}${' '.repeat(width - textWidth(cell))} `;
    });
    return `│${padded.join('│')}│`;
  };
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  const body = Array.from({ length: height }, (_, row) => line(columns.map((cells) => cells[row])));
  return [rule('┌', '┬', '┐'), line(heads), rule('├', '┼', '┤'), ...body, rule('└', '┴', '┘')].join('\n');
}
