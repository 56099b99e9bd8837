import type { TreeNode } from '@pairlink/collab';
import { isTrashed, restoreNodes } from '@pairlink/collab';
import { useEffect, useRef } from 'react';
import type * as Y from 'yjs';
import { toasts } from '../ui/toast-store.ts';

interface LostFileOptions {
  readonly doc: Y.Doc;
  /** The open file. */
  readonly node: TreeNode | undefined;
  readonly canEdit: boolean;
}

/** Tells somebody whose open file was deleted by somebody else, and lets them have it back. */
export function useLostFile({ doc, node, canEdit }: LostFileOptions): void {
  const before = useRef({ doc, node });
  useEffect(() => {
    const last = before.current;
    before.current = { doc, node };
    if (last.doc !== doc || !last.node || last.node.fileId === node?.fileId) return;
    const { fileId, parentId, path } = last.node;
    if (!isTrashed(doc, fileId) || isToldAlready(path)) return;
    const restore = (): void => void restoreNodes(doc, [{ fileId, parentId }]);
    toasts.show(wordsFor(path), canEdit ? { label: 'Undo', run: restore } : undefined);
  }, [doc, node, canEdit]);
}

/** Whoever deletes it, or a folder above it, is told by that. */
function isToldAlready(path: string): boolean {
  const segments = path.split('/');
  const told = new Set(segments.map((_, i) => wordsFor(segments.slice(0, i + 1).join('/'))));
  return toasts.getSnapshot().some(({ text }) => told.has(text));
}

const wordsFor = (path: string): string => `${path} deleted`;
