/**
 * Rows as a Markdown table, with the columns of the first; figures keep three significant digits.
 * @param {readonly import('./load/scenario.ts').Figures[]} rows
 */
export function table(rows) {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => word(row[column])))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function word(/** @type {number | string | undefined} */ value) {
  if (typeof value !== 'number') return value ?? '';
  if (Number.isNaN(value)) return '–';
  return Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toPrecision(3);
}
