import type { TreeNode } from '@pairlink/collab';
import { useState } from 'react';
import type { OpenFileList } from '../../files/open-file-list.ts';
import { openFileList } from '../../files/open-file-list.ts';

export interface OpenFilesState extends OpenFileList {
  readonly open: (fileId: string) => void;
  readonly close: (fileId: string) => void;
}

/** Which files this tab has open. */
export function useOpenFiles(tree: readonly TreeNode[], entryId: string | undefined): OpenFilesState {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [wantedId, setWanted] = useState<string>();
  const list = openFileList(tree, { chosen, wantedId, entryId });
  const tabs = list.openFiles.map(({ fileId }) => fileId);
  return {
    ...list,
    open: (fileId) => {
      // The file shown so far keeps its tab, also when nobody ever chose it.
      setChosen(tabs.includes(fileId) ? tabs : [...tabs, fileId]);
      setWanted(fileId);
    },
    close: (fileId) => {
      const rest = tabs.filter((other) => other !== fileId);
      setChosen(rest);
      if (fileId === list.openId) setWanted(rest.at(-1));
    },
  };
}
