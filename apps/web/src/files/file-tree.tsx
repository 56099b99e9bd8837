import type { TreeNode } from '@pairlink/collab';
import type { KeyboardEvent, ReactElement } from 'react';
import { useRef } from 'react';
import './file-tree.css';

interface FileTreeProps {
  readonly tree: readonly TreeNode[];
  readonly openId: string | undefined;
  readonly onOpen: (fileId: string) => void;
}

/** The files of the session; arrow keys move, Enter opens. */
export function FileTree({ tree, openId, onOpen }: FileTreeProps): ReactElement {
  const list = useRef<HTMLUListElement>(null);

  function move(key: KeyboardEvent<HTMLUListElement>): void {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[key.key];
    if (target === undefined) return;
    key.preventDefault();
    items[Math.min(Math.max(target, 0), items.length - 1)]?.focus();
  }

  return (
    <ul ref={list} className="file-tree" role="tree" aria-label="Files" onKeyDown={move}>
      {tree.map(({ fileId, kind, name, path }, index) => {
        const depth = path.split('/').length;
        const isOpen = fileId === openId;
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- Enter and Space are handled below
          <li
            key={fileId}
            role="treeitem"
            aria-level={depth}
            aria-selected={isOpen}
            {...(kind === 'folder' ? { 'aria-expanded': true } : {})}
            tabIndex={isOpen || (openId === undefined && index === 0) ? 0 : -1}
            className={`file-tree-item file-tree-${kind}`}
            style={{ paddingInlineStart: `calc(var(--step) * ${2 * depth})` }}
            title={path}
            onClick={() => {
              if (kind === 'file') onOpen(fileId);
            }}
            onKeyDown={(key) => {
              if (key.key !== 'Enter' && key.key !== ' ') return;
              key.preventDefault();
              if (kind === 'file') onOpen(fileId);
            }}
          >
            {name}
            {kind === 'folder' ? '/' : ''}
          </li>
        );
      })}
    </ul>
  );
}
