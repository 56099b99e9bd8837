import type { TreeNode } from '@pairlink/collab';
import type { DragEvent } from 'react';
import { useState } from 'react';
import type { FileCommands } from './file-commands.ts';
import { folderPathAt, typedPath } from './tree-rows.ts';

/** Type of what is dragged inside the tree; browsers hand it on only within one page. */
const FILE_TYPE = 'application/x-pairlink-file';

interface TreeDragOptions {
  readonly tree: readonly TreeNode[];
  readonly commands: FileCommands | undefined;
  readonly onDropFiles: (data: DataTransfer, folder: string) => void;
}

interface TreeDrag {
  /** The folder that would take what is dragged; '' is the top, `undefined` none. */
  readonly target: string | undefined;
  readonly start: (event: DragEvent, node: TreeNode) => void;
  readonly handlers: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Moving by dragging, and taking in what is dropped from outside. */
export function useTreeDrag({ tree, commands, onDropFiles }: TreeDragOptions): TreeDrag {
  const [target, setTarget] = useState<string>();

  function folderUnder({ target: element }: DragEvent): string {
    const row = element instanceof Element ? element.closest<HTMLElement>('[data-file-id]') : null;
    return folderPathAt(tree.find(({ fileId }) => fileId === row?.dataset['fileId']));
  }

  return {
    target,
    start(event, node) {
      event.dataTransfer.setData(FILE_TYPE, node.fileId);
      event.dataTransfer.effectAllowed = 'move';
    },
    handlers: {
      onDragOver(event) {
        if (!commands || !isOurs(event)) return;
        event.preventDefault();
        setTarget(folderUnder(event));
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setTarget(undefined);
      },
      onDrop(event) {
        setTarget(undefined);
        if (!commands || !isOurs(event)) return;
        event.preventDefault();
        event.stopPropagation();
        const folder = folderUnder(event);
        const moved = tree.find(({ fileId }) => fileId === event.dataTransfer.getData(FILE_TYPE));
        if (!moved) onDropFiles(event.dataTransfer, folder);
        else if (folder !== moved.path) commands.move(moved, typedPath(folder, moved.name));
      },
      onDragEnd: () => setTarget(undefined),
    },
  };
}

const isOurs = ({ dataTransfer: { types } }: DragEvent): boolean =>
  types.includes(FILE_TYPE) || types.includes('Files');
