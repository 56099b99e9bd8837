import type { TreeNode } from '@pairlink/collab';
import { useState } from 'react';

export interface OpenFilesState {
  /** Files with a tab here, in the order of opening; files that somebody deleted are gone from it. */
  readonly openFiles: readonly TreeNode[];
  /** The file in the editor. */
  readonly openId: string | undefined;
  readonly open: (fileId: string) => void;
  readonly close: (fileId: string) => void;
}

/** Which files this tab has open; the entry until somebody opens another. */
export function useOpenFiles(tree: readonly TreeNode[], entryId: string | undefined): OpenFilesState {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [wantedId, setWanted] = useState<string>();
  const find = (fileId: string | undefined): TreeNode | undefined =>
    tree.find((node) => node.fileId === fileId && node.kind === 'file');

  const current = find(wantedId) ?? find(entryId) ?? tree.find(({ kind }) => kind === 'file');
  const listed = chosen.map(find).filter((node) => node !== undefined);
  const openFiles = current && !listed.includes(current) ? [...listed, current] : listed;

  return {
    openFiles,
    openId: current?.fileId,
    open: (fileId) => {
      // The file shown so far keeps its tab, also when nobody ever chose it.
      const before = openFiles.map((node) => node.fileId);
      setChosen(before.includes(fileId) ? before : [...before, fileId]);
      setWanted(fileId);
    },
    close: (fileId) => {
      const rest = openFiles.map((node) => node.fileId).filter((other) => other !== fileId);
      setChosen(rest);
      if (fileId === current?.fileId) setWanted(rest.at(-1));
    },
  };
}
