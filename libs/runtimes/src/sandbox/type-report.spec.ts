import { expect, test } from 'vitest';
import { typeReport } from './type-report.ts';

const fault = { path: 'main.ts', line: 2, column: 3, length: 4, code: 2322, severity: 'error' } as const;

test('a fault is shown with its place, its line and a mark', () => {
  const files = { 'main.ts': 'let a;\n\t let b = a;\n' };
  expect(typeReport([{ ...fault, message: 'Wrong.' }], files)).toBe(
    'main.ts:2:3 - error TS2322: Wrong.\n\n2 \t let b = a;\n  \t ~~~~\n\nFound 1 type error. The program runs all the same.\n',
  );
});

test('many faults are counted, and the first are shown', () => {
  const many = Array.from({ length: 30 }, (_, at) => ({ ...fault, line: 100 + at, message: `n${at}` }));
  const report = typeReport(many, { 'main.ts': '' });
  expect(report.match(/TS2322/g)).toHaveLength(20);
  expect(report).toContain('Found 30 type errors.');
});
