import type { TreeNode } from '@pairlink/collab';
import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import './open-files.css';

interface OpenFilesProps {
  readonly files: readonly TreeNode[];
  readonly openId: string | undefined;
  readonly onOpen: (fileId: string) => void;
  readonly onClose: (fileId: string) => void;
}

/** Tabs of the files somebody opened here; Delete closes the focused one. */
export function OpenFiles({ files, openId, onOpen, onClose }: OpenFilesProps): ReactElement {
  function onKey(key: KeyboardEvent<HTMLDivElement>): void {
    const at = files.findIndex(({ fileId }) => fileId === openId);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: files.length - 1 }[key.key];
    const target = next === undefined ? undefined : files[(next + files.length) % files.length];
    if (target) {
      key.preventDefault();
      onOpen(target.fileId);
      document.getElementById(`tab-${target.fileId}`)?.focus();
    } else if (key.key === 'Delete' && openId && files.length > 1) onClose(openId);
  }

  return (
    <div className="open-files">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the tabs in it are focused */}
      <div className="open-files-list" role="tablist" aria-label="Open files" onKeyDown={onKey}>
        {files.map(({ fileId, name, path }) => (
          <button
            key={fileId}
            id={`tab-${fileId}`}
            type="button"
            role="tab"
            className="open-files-tab"
            title={path}
            aria-selected={fileId === openId}
            aria-controls="code"
            tabIndex={fileId === openId ? 0 : -1}
            onClick={() => onOpen(fileId)}
          >
            {name}
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
