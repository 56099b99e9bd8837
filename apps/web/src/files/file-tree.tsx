import type { TreeNode } from '@pairlink/collab';
import type { KeyboardEvent, ReactElement } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { FileCommands } from './file-commands.ts';
import type { PeopleByFile } from './file-people.ts';
import { FileRow, rowId } from './file-row.tsx';
import { NameField } from './name-field.tsx';
import { treeMove, typeAhead } from './tree-keys.ts';
import { folderPathAt, foldersAbove, typedPath, visibleRows } from './tree-rows.ts';
import { useTreeDrag } from './use-tree-drag.ts';
import './file-tree.css';

/** What is being named in the tree. */
export type Naming =
  | { readonly kind: 'rename'; readonly fileId: string }
  | { readonly kind: 'file' | 'folder'; readonly folder: string };

interface FileTreeProps {
  readonly tree: readonly TreeNode[];
  readonly openId: string | undefined;
  readonly entryId: string | undefined;
  readonly people: PeopleByFile;
  /** Missing for those who only watch. */
  readonly commands: FileCommands | undefined;
  /** The line that keys and the menu mean. */
  readonly focusId: string | undefined;
  readonly naming: Naming | undefined;
  readonly onFocus: (fileId: string) => void;
  readonly onNaming: (naming: Naming | undefined) => void;
  readonly onOpen: (fileId: string) => void;
  /** Something from outside of the page was dropped on a folder; '' is the top. */
  readonly onDropFiles: (data: DataTransfer, folder: string) => void;
}

const TYPE_AHEAD_MS = 700;

/** The files of the session: the tree pattern of the ARIA Authoring Practices, with keys to change it. */
export function FileTree(props: FileTreeProps): ReactElement {
  const { tree, openId, people, commands, naming, onFocus, onNaming, onOpen } = props;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [cutId, setCut] = useState<string>();
  const typed = useRef({ text: '', at: 0 });
  const rows = visibleRows(tree, closed);
  const isShown = (fileId: string | undefined): boolean => rows.some(({ node }) => node.fileId === fileId);
  const focusId = [props.focusId, openId, rows[0]?.node.fileId].find(isShown);
  const focused = tree.find(({ fileId }) => fileId === focusId);
  const drag = useTreeDrag({ tree, commands, onDropFiles: props.onDropFiles });

  useEffect(() => {
    // What was opened from elsewhere must be seen; so must a folder in which something is being named.
    if (openId === undefined) return;
    const above = foldersAbove(tree, openId);
    setClosed((now) => (above.some((id) => now.has(id)) ? without(now, above) : now));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when another file is opened
  }, [openId]);

  function focus(fileId: string): void {
    onFocus(fileId);
    // After the next paint: the line may only just come into being.
    requestAnimationFrame(() => document.getElementById(rowId(fileId))?.focus());
  }

  function setExpanded(fileId: string, isExpanded: boolean): void {
    setClosed(isExpanded ? without(closed, [fileId]) : new Set([...closed, fileId]));
  }

  function onKey(key: KeyboardEvent): void {
    if (key.altKey || !(change(key) || navigate(key))) return;
    key.preventDefault();
    key.stopPropagation();
  }

  function navigate(key: KeyboardEvent): boolean {
    if (key.ctrlKey || key.metaKey) return false;
    const move = treeMove(rows, focusId, key.key);
    if (move?.kind === 'focus') focus(move.fileId);
    else if (move?.kind === 'open') onOpen(move.fileId);
    else if (move) setExpanded(move.fileId, move.kind === 'expand');
    else if (key.key.length === 1) ahead(key.key, key.timeStamp);
    else return false;
    return true;
  }

  function ahead(letter: string, at: number): void {
    const isGoingOn = at - typed.current.at < TYPE_AHEAD_MS;
    typed.current = { text: isGoingOn ? typed.current.text + letter : letter, at };
    const target = typeAhead(rows, focusId, typed.current.text);
    if (target !== undefined) focus(target);
  }

  /** The keys that change something; whether this was one. */
  function change(key: KeyboardEvent): boolean {
    if (!commands) return false;
    const isControl = key.ctrlKey || key.metaKey;
    // With caps lock on, letters come as capitals.
    const name = isControl ? `Ctrl+${key.key.toLowerCase()}` : key.key;
    if (name === 'Ctrl+z') commands.undoRemove();
    else if (name === 'Escape' && cutId !== undefined) setCut(undefined);
    else if (!focused) return false;
    else if (name === 'F2') onNaming({ kind: 'rename', fileId: focused.fileId });
    else if (name === 'Delete' || name === 'Ctrl+backspace') remove(focused);
    else if (name === 'Ctrl+d') duplicate(focused);
    else if (name === 'Ctrl+x') setCut(focused.fileId);
    else if (name === 'Ctrl+v' && cutId !== undefined) paste(folderPathAt(focused));
    else return false;
    return true;
  }

  function remove(node: TreeNode): void {
    const at = rows.findIndex((row) => row.node.fileId === node.fileId);
    const isOutside = (path: string): boolean => path !== node.path && !path.startsWith(`${node.path}/`);
    const next =
      rows.slice(at).find((row) => isOutside(row.node.path)) ??
      rows.slice(0, at).findLast((row) => isOutside(row.node.path));
    commands?.remove(node);
    if (next) focus(next.node.fileId);
  }

  function duplicate(node: TreeNode): void {
    const copyId = commands?.duplicate(node);
    if (copyId === undefined) return;
    if (node.kind === 'file') onOpen(copyId);
    focus(copyId);
  }

  function paste(folder: string): void {
    const node = tree.find(({ fileId }) => fileId === cutId);
    setCut(undefined);
    if (node && commands?.move(node, typedPath(folder, node.name)) === true) focus(node.fileId);
  }

  function rename(node: TreeNode, name: string): void {
    onNaming(undefined);
    commands?.move(node, typedPath(folderPathAt({ ...node, kind: 'file' }), name));
    focus(node.fileId);
  }

  function create(name: string): void {
    onNaming(undefined);
    if (naming === undefined || naming.kind === 'rename') return;
    const path = typedPath(naming.folder, name);
    const fileId = naming.kind === 'file' ? commands?.createFile(path) : commands?.createFolder(path);
    if (fileId === undefined) return;
    if (naming.kind === 'file') onOpen(fileId);
    focus(fileId);
  }

  return (
    <>
      {naming !== undefined && naming.kind !== 'rename' && (
        <div className="file-tree-new">
          <span className="file-tree-where">{naming.folder === '' ? '' : `${naming.folder}/`}</span>
          <NameField
            label={naming.kind === 'file' ? 'Name of the new file' : 'Name of the new folder'}
            value=""
            onDone={create}
            onCancel={() => onNaming(undefined)}
          />
        </div>
      )}
      <ul
        className={`file-tree ${drag.target === '' ? 'file-tree-target' : ''}`}
        role="tree"
        aria-label="Files"
        onKeyDown={onKey}
        {...drag.handlers}
      >
        {rows.map((row) => {
          const { node } = row;
          return (
            <FileRow
              key={node.fileId}
              row={row}
              isOpen={node.fileId === openId}
              isEntry={node.fileId === props.entryId}
              isCut={node.fileId === cutId}
              isDropTarget={node.kind === 'folder' && drag.target === node.path}
              isRenaming={naming?.kind === 'rename' && naming.fileId === node.fileId}
              isFocusable={node.fileId === focusId}
              isDraggable={commands !== undefined}
              people={people.get(node.fileId) ?? []}
              onChoose={() => {
                onFocus(node.fileId);
                if (node.kind === 'file') onOpen(node.fileId);
                else setExpanded(node.fileId, row.isExpanded !== true);
              }}
              onFocus={() => onFocus(node.fileId)}
              onRename={(name) => rename(node, name)}
              onCancel={() => {
                onNaming(undefined);
                focus(node.fileId);
              }}
              onDragStart={(event) => drag.start(event, node)}
            />
          );
        })}
      </ul>
    </>
  );
}

const without = (ids: ReadonlySet<string>, removed: readonly string[]): ReadonlySet<string> =>
  new Set([...ids].filter((id) => !removed.includes(id)));
