import type { TableRow } from './output-log.ts';

/** A table by RFC 4180: what every spreadsheet opens. */
export const toCsv = ({ columns, rows }: Pick<TableRow, 'columns' | 'rows'>): string =>
  [columns, ...rows].map((cells) => `${cells.map(quote).join(',')}\r\n`).join('');

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
