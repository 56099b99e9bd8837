import type { TreeNode } from '@pairlink/collab';

/** A line of the tree as it is shown. */
export interface TreeRow {
  readonly node: TreeNode;
  /** 1 is the top. */
  readonly level: number;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Of folders only. */
  readonly isExpanded: boolean | undefined;
}

/** What is to be seen of a tree, from top to bottom, while some folders are closed. */
export function visibleRows(tree: readonly TreeNode[], closed: ReadonlySet<string>): readonly TreeRow[] {
  const siblings = new Map<string | null, TreeNode[]>();
  for (const node of tree) siblings.set(node.parentId, [...(siblings.get(node.parentId) ?? []), node]);
  const rows: TreeRow[] = [];
  const visit = (parentId: string | null, level: number): void => {
    const nodes = siblings.get(parentId) ?? [];
    nodes.forEach((node, index) => {
      const isExpanded = node.kind === 'folder' ? !closed.has(node.fileId) : undefined;
      rows.push({ node, level, position: index + 1, siblings: nodes.length, isExpanded });
      if (isExpanded === true) visit(node.fileId, level + 1);
    });
  };
  visit(null, 1);
  return rows;
}

/** The folders that must be open for a node to be seen. */
export function foldersAbove(tree: readonly TreeNode[], fileId: string): readonly string[] {
  const byId = new Map(tree.map((node) => [node.fileId, node]));
  const above: string[] = [];
  for (let node = byId.get(fileId); node && node.parentId !== null; node = byId.get(node.parentId)) {
    above.push(node.parentId);
  }
  return above;
}

/** The path of the folder that a node is in, or that it is; '' is the top. */
export function folderPathAt(node: TreeNode | undefined): string {
  if (!node) return '';
  return node.kind === 'folder' ? node.path : node.path.slice(0, Math.max(0, node.path.lastIndexOf('/')));
}

/**
 * What somebody typed as a name, as a path: in the folder they are in, from the top after a slash, one folder up
 * after `..`. So renaming moves, too.
 */
export function typedPath(folder: string, typed: string): string {
  const segments = typed.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const [index, part] of typed.split('/').entries()) {
    if (part === '..') segments.pop();
    else if (part !== '' || index > 0) segments.push(part.trim());
  }
  return segments.join('/');
}
