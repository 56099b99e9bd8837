import type { TreeNode } from '@pairlink/collab';
import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { TreeStore } from './tree-store.ts';

export function useTree(doc: Y.Doc): readonly TreeNode[] {
  const store = useMemo(() => new TreeStore(doc), [doc]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}
