import type { TreeRow } from './tree-rows.ts';

/** What a key means in the tree, by the tree pattern of the ARIA Authoring Practices. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly fileId: string }
  | { readonly kind: 'open'; readonly fileId: string }
  | { readonly kind: 'expand' | 'collapse'; readonly fileId: string };

/** `undefined` for keys that mean nothing there. */
export function treeMove(
  rows: readonly TreeRow[],
  focusId: string | undefined,
  key: string,
): TreeMove | undefined {
  const at = rows.findIndex(({ node }) => node.fileId === focusId);
  const row = rows[at];
  const focus = (index: number): TreeMove | undefined => {
    const target = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    return target && { kind: 'focus', fileId: target.node.fileId };
  };
  switch (key) {
    case 'ArrowDown':
      return focus(at + 1);
    case 'ArrowUp':
      return focus(at - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (row?.isExpanded === false) return { kind: 'expand', fileId: row.node.fileId };
      return row?.isExpanded === true && (rows[at + 1]?.level ?? 0) > row.level ? focus(at + 1) : undefined;
    case 'ArrowLeft':
      if (row?.isExpanded === true) return { kind: 'collapse', fileId: row.node.fileId };
      return row && row.node.parentId !== null ? { kind: 'focus', fileId: row.node.parentId } : undefined;
    case 'Enter':
    case ' ':
      if (!row) return undefined;
      if (row.isExpanded === undefined) return { kind: 'open', fileId: row.node.fileId };
      return { kind: row.isExpanded ? 'collapse' : 'expand', fileId: row.node.fileId };
    default:
      return undefined;
  }
}

/** The next row whose name begins with what was typed, from the focused one on, around the end. */
export function typeAhead(
  rows: readonly TreeRow[],
  focusId: string | undefined,
  typed: string,
): string | undefined {
  const at = rows.findIndex(({ node }) => node.fileId === focusId);
  // One letter goes on to the next; more letters narrow down where they are.
  const from = typed.length === 1 ? at + 1 : Math.max(at, 0);
  const ordered = [...rows.slice(from), ...rows.slice(0, from)];
  const wanted = typed.toLocaleLowerCase();
  return ordered.find(({ node }) => node.name.toLocaleLowerCase().startsWith(wanted))?.node.fileId;
}
