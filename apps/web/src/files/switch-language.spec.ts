import { readFiles, seedDocument, textOf } from '@pairlink/collab';
import { LANGUAGES } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { switchLanguage } from './switch-language.ts';

function pythonSession(content: string): Y.Doc {
  const doc = new Y.Doc();
  seedDocument(doc, { title: '', language: 'python', files: [{ path: 'main.py', content }] });
  return doc;
}

const files = (doc: Y.Doc) => readFiles(doc).map(({ path, content }) => [path, content]);

describe('choosing another language', () => {
  it('turns the untouched starter into that of the new language', () => {
    const doc = pythonSession(LANGUAGES.python.starter);
    const [before] = readFiles(doc);
    expect(switchLanguage(doc, 'javascript')).toBe(before?.fileId);
    expect(files(doc)).toEqual([['main.js', LANGUAGES.javascript.starter]]);
  });

  it('never touches what somebody wrote: it adds a file', () => {
    const doc = pythonSession('print("mine")\n');
    const opened = switchLanguage(doc, 'javascript');
    expect(files(doc)).toEqual([
      ['main.js', LANGUAGES.javascript.starter],
      ['main.py', 'print("mine")\n'],
    ]);
    expect(textOf(doc, opened)?.toString()).toBe(LANGUAGES.javascript.starter);
  });

  it('opens the file that is there when one goes back', () => {
    const doc = pythonSession('print("mine")\n');
    const [main] = readFiles(doc);
    switchLanguage(doc, 'javascript');
    expect(switchLanguage(doc, 'python')).toBe(main?.fileId);
    expect(files(doc)).toHaveLength(2);
  });

  it('keeps what another person types into the starter at the same moment', () => {
    const mine = pythonSession(LANGUAGES.python.starter);
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const fileId = switchLanguage(mine, 'javascript');
    textOf(theirs, fileId)?.insert(0, '# kept\n');
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    expect(textOf(mine, fileId)?.toString()).toContain('# kept\n');
  });
});
