import type { TreeNode } from '@pairlink/collab';
import { useEffect, useState } from 'react';
import type { OpenFileList } from '../../files/open-file-list.ts';
import { openFileList } from '../../files/open-file-list.ts';
import { recallTabs, rememberTabs } from '../../files/remembered-tabs.ts';

export interface OpenFilesState extends OpenFileList {
  readonly open: (fileId: string) => void;
  readonly close: (fileId: string) => void;
  /** Puts a tab where another one is. */
  readonly reorder: (fileId: string, toIndex: number) => void;
}

interface OpenFilesOptions {
  /** The id in the page's address. */
  readonly session: string;
  readonly tree: readonly TreeNode[];
  readonly entryId: string | undefined;
}

/** Which files this tab of the browser has open; the same again after it was closed. */
export function useOpenFiles({ session, tree, entryId }: OpenFilesOptions): OpenFilesState {
  const [{ chosen, wantedId }, setTabs] = useState(() => recallTabs(session));
  const list = openFileList(tree, { chosen, wantedId, entryId });
  const tabs = list.openFiles.map(({ fileId }) => fileId);
  useEffect(() => rememberTabs([session, { chosen, wantedId }]), [session, chosen, wantedId]);

  return {
    ...list,
    // The file shown so far keeps its tab, also when nobody ever chose it.
    open: (fileId) => setTabs({ chosen: tabs.includes(fileId) ? tabs : [...tabs, fileId], wantedId: fileId }),
    close: (fileId) => {
      const at = tabs.indexOf(fileId);
      const rest = tabs.filter((other) => other !== fileId);
      const neighbour = rest[Math.min(at, rest.length - 1)];
      setTabs({ chosen: rest, wantedId: fileId === list.openId ? neighbour : list.openId });
    },
    reorder: (fileId, toIndex) => {
      const rest = tabs.filter((other) => other !== fileId);
      setTabs({ chosen: rest.toSpliced(toIndex, 0, fileId), wantedId });
    },
  };
}
