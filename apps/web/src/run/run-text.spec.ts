import { expect, it } from 'vitest';
import { measureOutput, runText } from './run-text.ts';

it('A run is saved as plain text, with what was typed and without colours', () => {
  const red = [
    { kind: 'stdout', text: 'a\u001B[3' },
    { kind: 'stdout', text: '1mred\u001B[0m? ' },
    { kind: 'input', text: 'yes\n' },
    { kind: 'table', columns: ['n'], rows: [['1']] },
  ] as const;
  expect(runText(red)).toBe('ared? yes\nn\n1\n');
});

it('Lines are counted as an editor shows them, bytes as a file has them', () => {
  expect(measureOutput([])).toEqual({ lines: 0, sizeBytes: 0 });
  expect(
    measureOutput([
      { kind: 'stdout', text: 'ä\nb' },
      { kind: 'stderr', text: 'c\nd' },
      { kind: 'notice', text: 'not the program’s\n' },
    ]),
  ).toEqual({ lines: 3, sizeBytes: 7 });
});
