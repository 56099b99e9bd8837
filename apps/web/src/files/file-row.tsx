import type { Participant } from '@pairlink/protocol';
import type { DragEvent, ReactElement } from 'react';
import { NameField } from './name-field.tsx';
import type { TreeRow } from './tree-rows.ts';
import './file-row.css';

interface FileRowProps {
  readonly row: TreeRow;
  readonly isOpen: boolean;
  readonly isEntry: boolean;
  readonly isCut: boolean;
  readonly isDropTarget: boolean;
  readonly isRenaming: boolean;
  readonly isFocusable: boolean;
  readonly isDraggable: boolean;
  /** Who else is in it. */
  readonly people: readonly Participant[];
  readonly onChoose: () => void;
  readonly onFocus: () => void;
  readonly onRename: (typed: string) => void;
  readonly onCancel: () => void;
  readonly onDragStart: (drag: DragEvent) => void;
}

export const rowId = (fileId: string): string => `file-${fileId}`;

/** One line of the tree. */
export function FileRow(props: FileRowProps): ReactElement {
  const { row, isOpen, isEntry, isRenaming, people } = props;
  const { node, level, position, siblings, isExpanded } = row;
  const marks = [
    props.isCut ? 'file-row-cut' : '',
    props.isDropTarget ? 'file-row-target' : '',
    `file-row-${node.kind}`,
  ];
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree hears the keys
    <li
      id={rowId(node.fileId)}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isOpen}
      {...(isExpanded === undefined ? {} : { 'aria-expanded': isExpanded })}
      tabIndex={props.isFocusable ? 0 : -1}
      className={`file-row ${marks.join(' ')}`}
      style={{ '--level': String(level) }}
      title={node.path}
      data-file-id={node.fileId}
      draggable={props.isDraggable && !isRenaming}
      onClick={props.onChoose}
      onFocus={props.onFocus}
      onDragStart={props.onDragStart}
    >
      <span className="file-row-twist" aria-hidden="true">
        {isExpanded === undefined ? '' : isExpanded ? '▾' : '▸'}
      </span>
      {isRenaming ? (
        <NameField
          label={`New name of ${node.name}`}
          value={node.name}
          onDone={props.onRename}
          onCancel={props.onCancel}
        />
      ) : (
        <span className="file-row-name">{node.name}</span>
      )}
      {isEntry && (
        <span className="file-row-entry" title="Run starts with this file">
          <span aria-hidden="true">▶</span>
          <span className="reset-hidden">, Run starts here</span>
        </span>
      )}
      {people.map(({ participantId, name, colour }) => (
        <span
          key={participantId}
          className="file-row-person"
          style={{ background: `var(--person-${colour})` }}
          title={`${name} is in this file`}
        >
          <span aria-hidden="true">{String.fromCodePoint(name.codePointAt(0) ?? 0x20)}</span>
          <span className="reset-hidden">, {name} is here</span>
        </span>
      ))}
    </li>
  );
}
