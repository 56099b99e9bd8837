import type { TreeNode } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import type * as Y from 'yjs';
import type { MenuItem } from '../ui/menu-button.tsx';
import { downloadFile, downloadSession } from './download-session.ts';
import type { FileCommands } from './file-commands.ts';
import { startFromSession } from './start-from-session.ts';

interface FileMenuOptions {
  readonly doc: Y.Doc;
  readonly title: string;
  readonly language: LanguageId;
  /** The line of the tree that the menu means. */
  readonly node: TreeNode | undefined;
  /** Missing for those who only watch. */
  readonly commands: FileCommands | undefined;
  readonly onOpen: (fileId: string) => void;
  readonly onRename: (fileId: string) => void;
  readonly onImport: () => void;
}

/** What can be done with the chosen file or folder, then with all of them. */
export function fileMenu(options: FileMenuOptions): readonly MenuItem[] {
  const { doc, title, language, node, commands, onImport } = options;
  return [
    ...(node && commands ? changes(node, commands, options) : []),
    ...(node?.kind === 'file'
      ? [{ label: `Download ${node.name}`, onChoose: () => downloadFile(doc, node) }]
      : []),
    ...(commands
      ? [
          {
            label: 'Take files in…',
            detail: 'Text files or a zip archive. Dropping them on the list works, too, also folders.',
            onChoose: onImport,
          },
        ]
      : []),
    { label: 'Download all as zip', onChoose: () => void downloadSession(doc, title) },
    {
      label: 'New session from this one',
      detail: 'A copy of these files behind a new link, in a new tab.',
      onChoose: () => void startFromSession(doc, { title, language }),
    },
  ];
}

function changes(
  node: TreeNode,
  commands: FileCommands,
  { onOpen, onRename }: FileMenuOptions,
): readonly MenuItem[] {
  const { name, fileId, kind } = node;
  function openCopy(): void {
    const copyId = commands.duplicate(node);
    if (copyId !== undefined && kind === 'file') onOpen(copyId);
  }
  return [
    {
      label: `Rename or move ${name}`,
      detail: 'F2. A path moves it: src/a.py, ../a.py.',
      onChoose: () => onRename(fileId),
    },
    { label: `Duplicate ${name}`, detail: 'Ctrl+D', onChoose: () => openCopy() },
    ...(kind === 'file'
      ? [
          {
            label: `Make ${name} the entry`,
            detail: 'Run starts with it.',
            onChoose: () => commands.makeEntry(node),
          },
        ]
      : []),
    {
      label: `Delete ${name}`,
      detail: 'Delete; Ctrl+Z takes it back.',
      onChoose: () => commands.remove(node),
    },
  ];
}
