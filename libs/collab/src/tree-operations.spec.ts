import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { findByPath, readFiles, readTree } from './file-tree.ts';
import { filesOf, readMeta, seedDocument, textOf } from './session-document.ts';
import {
  createFile,
  createFiles,
  createFolder,
  duplicateNode,
  moveNode,
  removeNode,
  restoreNodes,
  setEntry,
} from './tree-operations.ts';

const LIMITS = {
  ...DEFAULT_LIMITS,
  pathLength: 40,
  filesPerSession: 12,
  fileTextBytes: 100,
  sessionTextBytes: 300,
};

function seeded(...paths: [string, ...string[]]): Y.Doc {
  const doc = new Y.Doc();
  const [first, ...rest] = paths.map((path) => ({ path, content: `text of ${path}` }));
  if (first) seedDocument(doc, { title: 'T', language: 'python', files: [first, ...rest] });
  return doc;
}

const paths = (doc: Y.Doc) => readTree(doc).map(({ path }) => path);
const contents = (doc: Y.Doc) =>
  Object.fromEntries(readFiles(doc).map(({ path, content }) => [path, content]));

function idOf(doc: Y.Doc, path: string): string {
  const node = findByPath(doc, path);
  if (!node) throw new Error(`no ${path}`);
  return node.fileId;
}

function removed(doc: Y.Doc, path: string) {
  const answer = removeNode(doc, idOf(doc, path));
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value;
}

/** Somebody else's copy, and how both come together. */
function partner(doc: Y.Doc) {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const meet = () => {
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  };
  return { other, meet };
}

const code = (answer: { ok: boolean; problem?: { code: string } }) => answer.problem?.code;

describe('creating', () => {
  it('makes the folders on the way, once', () => {
    const doc = seeded('main.py');
    createFiles(
      doc,
      [
        { path: 'src/deep/a.py', content: 'a' },
        { path: 'src/deep/b.py', content: 'b\r\n' },
      ],
      LIMITS,
    );
    createFolder(doc, 'src/empty', LIMITS);
    expect(paths(doc)).toEqual(['src', 'src/deep', 'src/deep/a.py', 'src/deep/b.py', 'src/empty', 'main.py']);
    expect(contents(doc)['src/deep/b.py']).toBe('b\n');
  });

  it.each([
    ['a path that is taken', 'main.py', 'path-taken'],
    ['a folder where a file is', 'main.py/a.py', 'path-taken'],
    ['a path that leaves the session', '../a.py', 'path-invalid'],
    ['a path that is too long', 'x'.repeat(41), 'path-invalid'],
    ['no name', 'src/', 'path-invalid'],
  ])('refuses %s and changes nothing', (_, path, problem) => {
    const doc = seeded('main.py');
    const before = Y.encodeStateVector(doc);
    expect(code(createFile(doc, { path, content: '' }, LIMITS))).toBe(problem);
    expect(code(createFolder(doc, path, LIMITS))).toBe(problem);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('takes all of several files or none', () => {
    const doc = seeded('main.py');
    for (const last of [
      { path: 'main.py', content: '' },
      { path: 'ok.py', content: '' },
      { path: 'ok.py/inner', content: '' },
      { path: 'large.py', content: 'ä'.repeat(51) },
    ]) {
      expect(createFiles(doc, [{ path: 'ok.py', content: '' }, last], LIMITS).ok).toBe(false);
    }
    const many = Array.from({ length: 12 }, (_, n) => ({ path: `${n}`, content: '' }));
    expect(code(createFiles(doc, many, LIMITS))).toBe('too-large');
    const much = Array.from({ length: 3 }, (_, n) => ({ path: `${n}`, content: 'x'.repeat(100) }));
    expect(code(createFiles(doc, much, LIMITS))).toBe('too-large');
    expect(paths(doc)).toEqual(['main.py']);
  });
});

describe('renaming and moving', () => {
  it('keeps the file, its text and what others type into it meanwhile', () => {
    const doc = seeded('main.py', 'src/cart.py');
    const fileId = idOf(doc, 'src/cart.py');
    const { other, meet } = partner(doc);
    expect(moveNode(doc, { fileId, path: 'lib/shop/basket.py' }, LIMITS).ok).toBe(true);
    textOf(other, fileId)?.insert(0, '# typed ');
    meet();
    for (const each of [doc, other]) {
      expect(idOf(each, 'lib/shop/basket.py')).toBe(fileId);
      expect(contents(each)['lib/shop/basket.py']).toBe('# typed text of src/cart.py');
    }
  });

  it('joins a rename and a move of the same file', () => {
    const doc = seeded('main.py', 'src/a.py');
    const fileId = idOf(doc, 'src/a.py');
    const { other, meet } = partner(doc);
    moveNode(doc, { fileId, path: 'a.py' }, LIMITS);
    moveNode(other, { fileId, path: 'src/b.py' }, LIMITS);
    meet();
    expect(paths(doc)).toEqual(['src', 'b.py', 'main.py']);
    expect(paths(other)).toEqual(paths(doc));
  });

  it('takes a folder along with all that is in it', () => {
    const doc = seeded('main.py', 'a/b/c.py');
    expect(moveNode(doc, { fileId: idOf(doc, 'a/b'), path: 'b' }, LIMITS).ok).toBe(true);
    expect(paths(doc)).toEqual(['a', 'b', 'b/c.py', 'main.py']);
  });

  it('refuses to put a folder into itself, over something else, or too deep', () => {
    const doc = seeded('main.py', 'a/b/c.py');
    const fileId = idOf(doc, 'a');
    expect(code(moveNode(doc, { fileId, path: 'a/b/a' }, LIMITS))).toBe('path-invalid');
    expect(code(moveNode(doc, { fileId, path: 'main.py' }, LIMITS))).toBe('path-taken');
    expect(code(moveNode(doc, { fileId, path: 'x'.repeat(37) }, LIMITS))).toBe('path-invalid');
    expect(code(moveNode(doc, { fileId: 'unknown', path: 'x' }, LIMITS))).toBe('invalid-payload');
    expect(paths(doc)).toEqual(['a', 'a/b', 'a/b/c.py', 'main.py']);
  });

  it('gives a file the name it is shown under after a clash', () => {
    const doc = seeded('main.py', 'src/a.py');
    const { other, meet } = partner(doc);
    createFile(doc, { path: 'new.py', content: 'mine' }, LIMITS);
    createFile(other, { path: 'new.py', content: 'theirs' }, LIMITS);
    meet();
    expect(paths(doc)).toEqual(['src', 'src/a.py', 'main.py', 'new (2).py', 'new.py']);
    moveNode(doc, { fileId: idOf(doc, 'new (2).py'), path: 'src/new (2).py' }, LIMITS);
    expect(paths(doc)).toContain('src/new (2).py');
  });
});

describe('deleting', () => {
  it('hides a file from everybody, and can be taken back with what was typed meanwhile', () => {
    const doc = seeded('main.py', 'src/a.py');
    const fileId = idOf(doc, 'src/a.py');
    const { other, meet } = partner(doc);
    const deletion = removed(doc, 'src/a.py');
    textOf(other, fileId)?.insert(0, '# still typing ');
    meet();
    expect(paths(other)).toEqual(['src', 'main.py']);
    expect(restoreNodes(doc, deletion)).toBe(1);
    meet();
    expect(contents(other)['src/a.py']).toBe('# still typing text of src/a.py');
    expect(restoreNodes(doc, deletion)).toBe(0);
  });

  it('of a folder spares what somebody else has just put into it', () => {
    const doc = seeded('main.py', 'src/a.py');
    const { other, meet } = partner(doc);
    const deletion = removed(doc, 'src');
    createFile(other, { path: 'src/new.py', content: 'new' }, LIMITS);
    moveNode(other, { fileId: idOf(other, 'main.py'), path: 'src/main.py' }, LIMITS);
    meet();
    expect(paths(doc)).toEqual(['main.py', 'new.py']);
    restoreNodes(doc, deletion);
    expect(paths(doc)).toEqual(['src', 'src/a.py', 'src/main.py', 'src/new.py']);
  });

  it('of the entry makes another file the entry', () => {
    const doc = seeded('main.py', 'b.py');
    removed(doc, 'main.py');
    expect(readMeta(doc).entry).toBe(idOf(doc, 'b.py'));
    removed(doc, 'b.py');
    expect(readMeta(doc).entry).toBeUndefined();
    expect(readFiles(doc)).toEqual([]);
  });

  it('keeps the trash until its room is needed', () => {
    const doc = seeded('main.py');
    createFile(doc, { path: 'old.py', content: 'x'.repeat(100) }, LIMITS);
    const oldId = idOf(doc, 'old.py');
    removed(doc, 'old.py');
    createFile(doc, { path: 'a.py', content: 'a'.repeat(90) }, LIMITS);
    expect(filesOf(doc).has(oldId)).toBe(true);
    expect(createFile(doc, { path: 'b.py', content: 'b'.repeat(100) }, LIMITS).ok).toBe(true);
    expect(filesOf(doc).has(oldId)).toBe(false);
  });
});

describe('duplicating', () => {
  it('copies a file beside itself under a free name', () => {
    const doc = seeded('main.py', 'main (2).py');
    const copy = duplicateNode(doc, idOf(doc, 'main.py'), LIMITS);
    expect(copy).toEqual({ ok: true, value: idOf(doc, 'main (3).py') });
    expect(contents(doc)['main (3).py']).toBe('text of main.py');
  });

  it('copies a folder with all that is in it, empty folders too', () => {
    const doc = seeded('main.py', 'a/b/c.py');
    createFolder(doc, 'a/empty', LIMITS);
    duplicateNode(doc, idOf(doc, 'a'), LIMITS);
    expect(paths(doc).filter((path) => path.startsWith('a (2)'))).toEqual([
      'a (2)',
      'a (2)/b',
      'a (2)/b/c.py',
      'a (2)/empty',
    ]);
  });

  it('refuses what does not fit and changes nothing', () => {
    const doc = seeded('main.py', 'a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6');
    expect(code(duplicateNode(doc, idOf(doc, 'a'), LIMITS))).toBe('too-large');
    expect(filesOf(doc).size).toBe(8);
  });
});

it('makes a file the entry, but never a folder', () => {
  const doc = seeded('main.py', 'src/b.py');
  setEntry(doc, idOf(doc, 'src/b.py'));
  expect(readMeta(doc).entry).toBe(idOf(doc, 'src/b.py'));
  expect(code(setEntry(doc, idOf(doc, 'src')))).toBe('invalid-payload');
});
