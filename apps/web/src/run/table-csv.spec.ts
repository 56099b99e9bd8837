import { expect, it } from 'vitest';
import { toCsv } from './table-csv.ts';

it('A table is copied as a spreadsheet reads it', () => {
  const rows = [
    ['1', 'a "quoted" word'],
    ['2', 'two\nlines, one comma'],
  ];
  expect(toCsv({ columns: ['n', 'text'], rows })).toBe(
    'n,text\r\n1,"a ""quoted"" word"\r\n2,"two\nlines, one comma"\r\n',
  );
});
