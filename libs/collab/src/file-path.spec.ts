import { describe, expect, it } from 'vitest';
import { parsePath } from './file-path.ts';

describe('parsePath', () => {
  it('splits what a file can be called', () => {
    expect(parsePath('shop/données/日本.csv', 255)).toEqual({
      ok: true,
      value: ['shop', 'données', '日本.csv'],
    });
  });

  it.each([
    '',
    '/main.py',
    'a//b',
    'a/',
    '../x',
    'a/./b',
    'a\\b',
    'a\u0000',
    'a\u202eb',
    '\ud800',
    ' a',
    'a ',
    'x'.repeat(256),
  ])('refuses %j', (path) => {
    expect(parsePath(path, 255)).toMatchObject({ ok: false, problem: { code: 'path-invalid' } });
  });
});
