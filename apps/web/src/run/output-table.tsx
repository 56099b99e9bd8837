import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { formatCount } from '../ui/format.ts';
import { toasts } from '../ui/toast-store.ts';
import type { TableRow } from './output-log.ts';
import { toCsv } from './table-csv.ts';
import './output-table.css';

/** A table that a program showed; it scrolls in itself, and is copied as a spreadsheet reads it. */
export function OutputTable({ table }: { table: TableRow }): ReactElement {
  const { columns, rows } = table;
  async function copy(): Promise<void> {
    const isCopied = await copyText(toCsv(table));
    toasts.show(isCopied ? 'Table copied as CSV' : 'This browser does not let pages copy');
  }
  return (
    <div className="output-table">
      <section className="output-table-scroll" aria-label="Table" tabIndex={0}>
        <table className="output-table-grid">
          <thead>
            <tr>
              {columns.map((column, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- a printed table never changes; names may repeat
                <th key={index} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- as above
              <tr key={index}>
                {cells.map((cell, column) => (
                  // oxlint-disable-next-line react/no-array-index-key -- as above
                  <td key={column} className={isNumber(cell) ? 'output-table-number' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="output-table-foot">
        {formatCount(rows.length, 'row')}, {formatCount(columns.length, 'column')}
        <Button kind="quiet" onClick={() => void copy()}>
          Copy as CSV
        </Button>
      </p>
    </div>
  );
}

const isNumber = (cell: string): boolean => cell !== '' && Number.isFinite(Number(cell));
