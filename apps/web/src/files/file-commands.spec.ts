import { findByPath, readFiles, readMeta, seedDocument } from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ToastStore } from '../ui/toast-store.ts';
import { FileCommands } from './file-commands.ts';

let doc: Y.Doc;
let toasts: ToastStore;
let commands: FileCommands;

beforeEach(() => {
  doc = new Y.Doc();
  seedDocument(doc, {
    title: '',
    language: 'python',
    files: [
      { path: 'main.py', content: 'main' },
      { path: 'src/a.py', content: 'a' },
    ],
  });
  toasts = new ToastStore();
  commands = new FileCommands({ doc, limits: { ...DEFAULT_LIMITS, fileTextBytes: 100 }, toasts });
});

const node = (path: string) => {
  const found = findByPath(doc, path);
  if (!found) throw new Error(`no ${path}`);
  return found;
};
const texts = () => Object.fromEntries(readFiles(doc).map(({ path, content }) => [path, content]));
const told = () => toasts.getSnapshot().map(({ text }) => text);

describe('what somebody does with files', () => {
  it('is said to be impossible where it is, and changes nothing', () => {
    expect(commands.createFile('main.py')).toBeUndefined();
    expect(commands.createFolder('../x')).toBeUndefined();
    expect(commands.move(node('src'), 'src/deep/src')).toBe(false);
    expect(told()).toHaveLength(3);
    expect(texts()).toEqual({ 'main.py': 'main', 'src/a.py': 'a' });
  });

  it('is deleting with a way back, by the notice or by undo', () => {
    commands.remove(node('src'));
    commands.remove(node('main.py'));
    expect(texts()).toEqual({});
    toasts
      .getSnapshot()
      .find(({ text }) => text === 'src deleted')
      ?.action?.run();
    expect(texts()).toEqual({ 'src/a.py': 'a' });
    commands.undoRemove();
    commands.undoRemove();
    expect(texts()).toEqual({ 'main.py': 'main', 'src/a.py': 'a' });
  });

  it('is choosing what Run starts with', () => {
    commands.makeEntry(node('src/a.py'));
    expect(readMeta(doc).entry).toBe(node('src/a.py').fileId);
  });

  it('is taking files in: new ones are made, those that are there get the new text', () => {
    const mainId = node('main.py').fileId;
    const created = commands.bring([
      { path: 'main.py', content: 'newer main' },
      { path: 'lib/b.py', content: 'b' },
    ]);
    expect(created).toEqual([node('lib/b.py').fileId]);
    expect(node('main.py').fileId).toBe(mainId);
    expect(texts()).toEqual({ 'main.py': 'newer main', 'lib/b.py': 'b', 'src/a.py': 'a' });
  });

  it('is taking in all of them or none', () => {
    const files = [
      { path: 'main.py', content: 'newer' },
      { path: 'large.py', content: 'x'.repeat(101) },
    ];
    expect(commands.bring(files)).toBeUndefined();
    expect(texts()).toEqual({ 'main.py': 'main', 'src/a.py': 'a' });
  });
});
