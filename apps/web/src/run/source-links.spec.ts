import { describe, expect, it } from 'vitest';
import { SourceLinks } from './source-links.ts';

const links = new SourceLinks(['main.py', 'lib/main.py', 'main.js', 'my notes.py', 'main.ts']);
const found = (text: string) =>
  links.find(text).map(({ from, to, path, line, column }) => [text.slice(from, to), path, line, column]);

describe('links in what a program printed', () => {
  it.each([
    ['  File "main.py", line 5, in <module>', [['main.py", line 5', 'main.py', 5, undefined]]],
    ['  File "/home/user/lib/main.py", line 2', [['lib/main.py", line 2', 'lib/main.py', 2, undefined]]],
    ['  File "my notes.py", line 1', [['my notes.py", line 1', 'my notes.py', 1, undefined]]],
    ['    at divide (main.js:3:9)', [['main.js:3:9', 'main.js', 3, 9]]],
    ['main.ts(4,7): error TS2322', [['main.ts(4,7)', 'main.ts', 4, 7]]],
    [
      'main.py:1: see main.js:2',
      [
        ['main.py:1', 'main.py', 1, undefined],
        ['main.js:2', 'main.js', 2, undefined],
      ],
    ],
  ])('stand at %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each(['12:30:00', 'other.py:3', 'xmain.py:3', 'main.py: 3', 'main.py:0', 'domain.py:4'])(
    'do not stand at %j',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});
