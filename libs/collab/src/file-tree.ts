import type * as Y from 'yjs';
import { filesOf, textOf, TRASH_ID } from './session-document.ts';

/** A file or folder with the path it has after clashes and cycles are resolved. */
export interface TreeNode {
  readonly fileId: string;
  readonly kind: 'file' | 'folder';
  /** Last segment of `path`. */
  readonly name: string;
  readonly parentId: string | null;
  /** POSIX path without a leading slash, unique in the tree. */
  readonly path: string;
}

interface RawNode {
  readonly fileId: string;
  readonly kind: 'file' | 'folder';
  readonly name: string;
  parentId: string | null;
}

/**
 * The tree as everyone sees it. Concurrent edits can leave the raw entries with a cycle, a missing parent or two
 * siblings of one name; each replica resolves them by the same rules, so equal documents show equal trees and
 * nobody's text is hidden: what is in the trash is left out; a parent that is missing, no folder or in the trash means
 * the top level; of a cycle, the smallest id moves to the top level; of siblings with one name, the smallest id keeps it
 * and the others get ` (2)`, ` (3)` …
 * (The rule for cycles follows Kleppmann et al., "A highly-available move operation for replicated trees", 2021,
 * simplified to a pure function of the state.)
 */
export function readTree(doc: Y.Doc): readonly TreeNode[] {
  const raw = readRaw(doc);
  breakCycles(raw);
  const children = groupByParent(raw);
  const tree: TreeNode[] = [];
  const visit = (parentId: string | null, prefix: string): void => {
    const taken = new Set<string>();
    const siblings = (children.get(parentId) ?? []).toSorted((a, b) => compare(a.fileId, b.fileId));
    const named = claimNames(siblings, taken);
    for (const { node, name } of named.toSorted(byKindThenName)) {
      const path = prefix + name;
      tree.push({ fileId: node.fileId, kind: node.kind, name, parentId, path });
      if (node.kind === 'folder') visit(node.fileId, `${path}/`);
    }
  };
  visit(null, '');
  return tree;
}

export const findByPath = (doc: Y.Doc, path: string): TreeNode | undefined =>
  readTree(doc).find((node) => node.path === path);

/** Every file's text by path: what a run, an export or a REST answer takes. */
export function readFiles(doc: Y.Doc): readonly { fileId: string; path: string; content: string }[] {
  return readTree(doc)
    .filter((node) => node.kind === 'file')
    .map(({ fileId, path }) => ({ fileId, path, content: textOf(doc, fileId)?.toString() ?? '' }));
}

function readRaw(doc: Y.Doc): Map<string, RawNode> {
  const raw = new Map<string, RawNode>();
  for (const [fileId, node] of filesOf(doc)) {
    const name = node.get('name');
    const parentId = node.get('parentId');
    if (parentId === TRASH_ID) continue;
    raw.set(fileId, {
      fileId,
      kind: node.get('kind') === 'folder' ? 'folder' : 'file',
      name: typeof name === 'string' && name !== '' ? name : 'untitled',
      parentId: typeof parentId === 'string' ? parentId : null,
    });
  }
  for (const node of raw.values()) {
    if (node.parentId !== null && raw.get(node.parentId)?.kind !== 'folder') node.parentId = null;
  }
  return raw;
}

function groupByParent(raw: ReadonlyMap<string, RawNode>): ReadonlyMap<string | null, readonly RawNode[]> {
  const children = new Map<string | null, RawNode[]>();
  for (const node of raw.values()) {
    const siblings = children.get(node.parentId);
    if (siblings) siblings.push(node);
    else children.set(node.parentId, [node]);
  }
  return children;
}

function breakCycles(raw: Map<string, RawNode>): void {
  const isSafe = new Set<string>();
  // In the order of ids, so that the smallest id of each cycle is the one that moves.
  for (const start of [...raw.keys()].sort()) {
    const trail: RawNode[] = [];
    const onTrail = new Set<string>();
    let node = raw.get(start);
    while (node && !isSafe.has(node.fileId) && !onTrail.has(node.fileId)) {
      trail.push(node);
      onTrail.add(node.fileId);
      node = node.parentId === null ? undefined : raw.get(node.parentId);
    }
    if (node && onTrail.has(node.fileId)) {
      const cycle = trail.slice(trail.indexOf(node)).sort((a, b) => compare(a.fileId, b.fileId));
      if (cycle[0]) cycle[0].parentId = null;
    }
    for (const { fileId } of trail) isSafe.add(fileId);
  }
}

function claimNames(siblings: readonly RawNode[], taken: Set<string>): { node: RawNode; name: string }[] {
  const wanted = new Set(siblings.map((node) => node.name));
  return siblings.map((node) => {
    let name = node.name;
    for (let n = 2; taken.has(name); n++) {
      const candidate = numbered(node.name, n);
      if (!wanted.has(candidate)) name = candidate;
    }
    taken.add(name);
    return { node, name };
  });
}

/** `a.py` → `a (2).py`; what begins with a dot has no ending to keep. */
export function numbered(name: string, n: number): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} (${n})${name.slice(dot)}` : `${name} (${n})`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byKindThenName = (a: { node: RawNode; name: string }, b: { node: RawNode; name: string }): number =>
  a.node.kind === b.node.kind ? compare(a.name, b.name) : a.node.kind === 'folder' ? -1 : 1;
