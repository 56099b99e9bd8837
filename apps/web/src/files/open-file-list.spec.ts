import type { TreeNode } from '@pairlink/collab';
import { describe, expect, it } from 'vitest';
import { openFileList } from './open-file-list.ts';

const node = (path: string, kind: 'file' | 'folder' = 'file'): TreeNode => ({
  fileId: path,
  kind,
  name: path,
  parentId: null,
  path,
});
const tree = [node('lib', 'folder'), node('a.py'), node('b.py'), node('main.py')];
const list = (chosen: readonly string[], wantedId?: string, entryId = 'main.py') => {
  const { openFiles, openId } = openFileList(tree, { chosen, wantedId, entryId });
  return { tabs: openFiles.map(({ path }) => path), openId };
};

describe('the open files', () => {
  it('are the entry alone until somebody opens another', () => {
    expect(list([])).toEqual({ tabs: ['main.py'], openId: 'main.py' });
  });

  it('are those that somebody opened, in that order', () => {
    expect(list(['main.py', 'b.py', 'a.py'], 'b.py')).toEqual({
      tabs: ['main.py', 'b.py', 'a.py'],
      openId: 'b.py',
    });
  });

  it('fall back to the entry when the one shown is deleted', () => {
    expect(list(['main.py', 'gone.py'], 'gone.py')).toEqual({ tabs: ['main.py'], openId: 'main.py' });
  });

  it('show the first file when the entry is gone too, never a folder', () => {
    expect(list([], undefined, 'gone.py')).toEqual({ tabs: ['a.py'], openId: 'a.py' });
    expect(openFileList([node('lib', 'folder')], { chosen: [], wantedId: 'lib', entryId: 'lib' })).toEqual({
      openFiles: [],
      openId: undefined,
    });
  });
});
