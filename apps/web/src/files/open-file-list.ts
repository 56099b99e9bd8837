import type { TreeNode } from '@pairlink/collab';

export interface OpenFileList {
  /** Files with a tab, in the order of opening. */
  readonly openFiles: readonly TreeNode[];
  /** The file in the editor. */
  readonly openId: string | undefined;
}

export interface OpenFileWishes {
  /** Files that somebody opened in this tab, some of which may be gone by now. */
  readonly chosen: readonly string[];
  /** The file that somebody wants to see; the entry when missing or gone. */
  readonly wantedId: string | undefined;
  readonly entryId: string | undefined;
}

/** What is open, from what somebody asked for and what the session still has. */
export function openFileList(
  tree: readonly TreeNode[],
  { chosen, wantedId, entryId }: OpenFileWishes,
): OpenFileList {
  const files = tree.filter(({ kind }) => kind === 'file');
  const find = (fileId: string | undefined): TreeNode | undefined =>
    files.find((node) => node.fileId === fileId);
  const current = find(wantedId) ?? find(entryId) ?? files[0];
  const listed = chosen.map(find).filter((node) => node !== undefined);
  return {
    openFiles: current && !listed.includes(current) ? [...listed, current] : listed,
    openId: current?.fileId,
  };
}
