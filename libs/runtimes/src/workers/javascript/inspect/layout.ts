import type { Context } from './context.ts';
import { textWidth } from './text-width.ts';

const SEPARATOR_WIDTH = 2;
const MAX_COLUMNS = 15;

/** The parts of a shown object, before they are put on one line or several. */
export interface Parts {
  readonly entries: string[];
  /** Stands before the braces: a function's or an error's own text. */
  readonly base: string;
  readonly braces: readonly [string, string];
  /** Set for lists, whose short entries are put in columns: the list, to see whether it holds numbers only. */
  readonly list?: { readonly items: ArrayLike<unknown> | null };
  readonly depth: number;
}

export function layOut(context: Context, { entries, base, braces, list, depth }: Parts): string {
  const lead = base === '' ? '' : `${base} `;
  let lines = entries;
  if (context.compact >= 1) {
    if (list && entries.length > 6) lines = putInColumns(context, entries, list.items);
    if (context.currentDepth - depth < context.compact && lines === entries) {
      const start = entries.length + context.indent + braces[0].length + base.length + 10;
      if (fitsOnLine(context, entries, start) && !base.includes('\n')) {
        const joined = entries.join(', ');
        if (!joined.includes('\n')) return `${lead}${braces[0]} ${joined} ${braces[1]}`;
      }
    }
  }
  const indentation = `\n${' '.repeat(context.indent)}`;
  return `${lead}${braces[0]}${indentation}  ${lines.join(`,${indentation}  `)}${indentation}${braces[1]}`;
}

function fitsOnLine(context: Context, entries: readonly string[], start: number): boolean {
  let total = entries.length + start;
  if (total + entries.length > context.breakLength) return false;
  for (const entry of entries) total += entry.length;
  return total <= context.breakLength;
}

/** Puts many short entries in columns; the number of columns aims at a block that is 2.5 times as wide as high. */
function putInColumns(context: Context, entries: string[], items: ArrayLike<unknown> | null): string[] {
  const hasRest = context.maxArrayLength < entries.length;
  const cells = hasRest ? entries.slice(0, -1) : entries;
  const widths = cells.map((cell) => textWidth(cell));
  const widest = Math.max(...widths);
  const cellWidth = widest + SEPARATOR_WIDTH;
  const totalWidth = widths.reduce((sum, width) => sum + width + SEPARATOR_WIDTH, 0);
  const isWorthwhile = totalWidth / cellWidth > 5 || widest <= 6;
  if (cellWidth * 3 + context.indent >= context.breakLength || !isWorthwhile) return entries;

  const bias = Math.sqrt(cellWidth - totalWidth / entries.length);
  const biased = Math.max(cellWidth - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * cells.length) / biased),
    Math.floor((context.breakLength - context.indent) / cellWidth),
    context.compact * 4,
    MAX_COLUMNS,
  );
  if (columns <= 1) return entries;
  const columnWidths = Array.from({ length: columns }, (_, column) =>
    Math.max(...widths.filter((_width, at) => at % columns === column)),
  );
  const isNumeric =
    items !== null && cells.every((_cell, at) => ['number', 'bigint'].includes(typeof items[at]));
  const rows: string[] = [];
  for (let from = 0; from < cells.length; from += columns) {
    const row = cells.slice(from, from + columns).map((cell, column, all) => {
      const isLast = column === all.length - 1;
      const text = isLast ? cell : `${cell}, `;
      const padding = ' '.repeat((columnWidths[column] ?? 0) - (widths[from + column] ?? 0));
      if (isNumeric) return padding + text;
      return isLast ? text : text + padding;
    });
    rows.push(row.join(''));
  }
  const rest = entries.at(-1);
  if (hasRest && rest !== undefined) rows.push(rest);
  return rows;
}
