import type { TreeNode } from '@pairlink/collab';
import type { DragEvent, KeyboardEvent, ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import './open-files.css';

interface OpenFilesProps {
  readonly files: readonly TreeNode[];
  readonly openId: string | undefined;
  readonly onOpen: (fileId: string) => void;
  readonly onClose: (fileId: string) => void;
  readonly onReorder: (fileId: string, toIndex: number) => void;
}

const TAB_TYPE = 'application/x-pairlink-tab';

const tabId = (fileId: string): string => `tab-${fileId}`;

/**
 * Tabs of the files somebody opened here. Arrow keys go from one to the next, with Ctrl+Shift they take the tab along;
 * Delete closes it, as the middle button does. Tabs are dragged to another place.
 */
export function OpenFiles({ files, openId, onOpen, onClose, onReorder }: OpenFilesProps): ReactElement {
  const at = files.findIndex(({ fileId }) => fileId === openId);

  function onKey(key: KeyboardEvent<HTMLDivElement>): void {
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: files.length - 1 }[key.key];
    if (next !== undefined && openId !== undefined) {
      key.preventDefault();
      const index = (next + files.length) % files.length;
      const target = files[index];
      if (key.ctrlKey && key.shiftKey) onReorder(openId, index);
      else if (target) onOpen(target.fileId);
      focusTab(key.ctrlKey && key.shiftKey ? openId : target?.fileId);
    } else if (key.key === 'Delete' && openId !== undefined && files.length > 1) {
      key.preventDefault();
      onClose(openId);
      focusTab((files[at + 1] ?? files[at - 1])?.fileId);
    }
  }

  function drop(event: DragEvent, index: number): void {
    const fileId = event.dataTransfer.getData(TAB_TYPE);
    if (fileId === '') return;
    event.preventDefault();
    onReorder(fileId, index);
  }

  return (
    <div className="open-files">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the tabs in it are focused */}
      <div className="open-files-list" role="tablist" aria-label="Open files" onKeyDown={onKey}>
        {files.map(({ fileId, name, path }, index) => (
          <button
            key={fileId}
            id={tabId(fileId)}
            type="button"
            role="tab"
            className="open-files-tab"
            title={path}
            aria-selected={fileId === openId}
            aria-controls="code"
            tabIndex={fileId === openId ? 0 : -1}
            draggable
            onClick={() => onOpen(fileId)}
            onAuxClick={({ button }) => {
              if (button === 1 && files.length > 1) onClose(fileId);
            }}
            onDragStart={({ dataTransfer }) => dataTransfer.setData(TAB_TYPE, fileId)}
            onDragOver={(event) => {
              if (event.dataTransfer.types.includes(TAB_TYPE)) event.preventDefault();
            }}
            onDrop={(event) => drop(event, index)}
          >
            {labelOf(files, { name, path })}
          </button>
        ))}
      </div>
      {files.length > 1 && openId !== undefined && (
        <Button
          kind="quiet"
          aria-label="Close this file"
          title="Close this file"
          onClick={() => onClose(openId)}
        >
          ×
        </Button>
      )}
    </div>
  );
}

/** The name, or the path where two open files have the same name. */
function labelOf(files: readonly TreeNode[], { name, path }: Pick<TreeNode, 'name' | 'path'>): string {
  return files.filter((other) => other.name === name).length > 1 ? path : name;
}

/** After the next paint: which tab can be focused changes with it. */
function focusTab(fileId: string | undefined): void {
  if (fileId !== undefined) requestAnimationFrame(() => document.getElementById(tabId(fileId))?.focus());
}
