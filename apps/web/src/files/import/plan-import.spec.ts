import { createFiles, createFolder, readTree } from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { planImport } from './plan-import.ts';

const LIMITS = { ...DEFAULT_LIMITS, filesPerSession: 8, fileTextBytes: 1000, sessionTextBytes: 2000 };

function plan(files: Readonly<Record<string, string | Uint8Array>>, folder = '') {
  const doc = new Y.Doc();
  createFiles(
    doc,
    [
      { path: 'main.py', content: 'x'.repeat(900) },
      { path: 'src/a.py', content: 'a' },
    ],
    DEFAULT_LIMITS,
  );
  createFolder(doc, 'docs', DEFAULT_LIMITS);
  const incoming = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? strToU8(content) : content,
  }));
  const sizes = new Map([
    ['main.py', 900],
    ['src/a.py', 1],
  ]);
  return planImport(incoming, [], { tree: readTree(doc), folder, sizes, limits: LIMITS });
}

describe('taking files in', () => {
  it('puts them into the folder, with LF line ends and no byte order mark', () => {
    const planned = plan({ 'b.py': '\ufeffone\r\ntwo', 'deep/c.py': 'c' }, 'src');
    expect(planned).toMatchObject({
      files: [
        { path: 'src/b.py', content: 'one\ntwo' },
        { path: 'src/deep/c.py', content: 'c' },
      ],
      replaced: [],
      unfit: [],
      refusal: undefined,
    });
  });

  it('tells which get a new text', () => {
    expect(plan({ 'a.py': 'new', 'b.py': '' }, 'src').replaced).toEqual(['src/a.py']);
  });

  it.each([
    ['a picture', new Uint8Array([137, 80, 78, 71, 0, 1]), /only text/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 65, 0]), /UTF-16: save it as UTF-8/],
    ['Latin-1', new Uint8Array([71, 114, 252, 223, 101]), /not in UTF-8/],
    ['a text that is too large', 'x'.repeat(1001), /1.0 kB, where a file may have 1.0 kB/],
    ['text with NUL', 'a\u0000b', /only text/],
  ])('leaves out %s, and says why', (_, content, why) => {
    const planned = plan({ 'odd.txt': content, 'fine.txt': 'fine' });
    expect(planned.files).toEqual([{ path: 'fine.txt', content: 'fine' }]);
    expect(planned.unfit).toMatchObject([{ path: 'odd.txt', canBeLeftOut: true }]);
    expect(planned.unfit[0]?.why).toMatch(why);
  });

  it.each(['../../evil.sh', '/etc/passwd', 'a/../../b', '..\\..\\evil.bat', 'C:\\windows\\x'])(
    'takes nothing at all with a path like %s',
    (path) => {
      const planned = plan({ [path]: 'x', 'fine.txt': 'fine' });
      expect(planned.unfit).toEqual([{ path, why: 'leads out of the session', canBeLeftOut: false }]);
    },
  );

  it('leaves out names that files cannot have, and what a folder is in the way of', () => {
    const planned = plan({ 'what?.txt': '', docs: '', 'a\u202eb.txt': '' });
    expect(planned.files).toEqual([]);
    expect(planned.unfit.every(({ canBeLeftOut }) => canBeLeftOut)).toBe(true);
    expect(planned.unfit).toHaveLength(3);
  });

  it('is refused whole when the session would have too many files, or too much text', () => {
    const many = Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`n/${n}.txt`, '']));
    expect(plan(many).refusal).toMatch(/9 files and folders, where it may have 8/);
    const much = { '1.txt': 'x'.repeat(600), '2.txt': 'x'.repeat(600) };
    expect(plan(much).refusal).toMatch(/2.1 kB of text, where it may have 2.0 kB/);
    expect(plan({ 'main.py': 'x'.repeat(900), '2.txt': 'x'.repeat(900) }).refusal).toBeUndefined();
  });

  it('is refused whole where a file would have to be a folder', () => {
    expect(plan({ 'main.py/x.txt': '' }).refusal).toMatch(/main.py would have to be a file and a folder/);
    expect(plan({ x: '', 'x/y': '' }).refusal).toMatch(/x would have to be a file and a folder/);
  });
});
