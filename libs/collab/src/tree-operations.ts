import type { Answer, Limits } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type * as Y from 'yjs';
import { parsePath } from './file-path.ts';
import type { TreeNode } from './file-tree.ts';
import { numbered, readTree } from './file-tree.ts';
import { addFile, addFolder, filesOf, metaOf, textOf, toLf, TRASH_ID } from './session-document.ts';
import { utf8Size } from './text-size.ts';
import { makeRoom } from './trash.ts';

export type TreeLimits = Pick<
  Limits,
  'pathLength' | 'filesPerSession' | 'fileTextBytes' | 'sessionTextBytes'
>;

/** What was deleted and from where: what `restoreNodes` takes. */
export type Removed = readonly { readonly fileId: string; readonly parentId: string | null }[];

export interface NewFile {
  readonly path: string;
  readonly content: string;
}

/*
 * What people do to the tree. Each operation is one transaction; a refusal changes nothing. They say no to what
 * cannot be (`path-invalid`), is there already (`path-taken`), does not fit (`too-large`) or is not there
 * (`invalid-payload`). What several people do at once may still clash: `readTree` has the rules for that.
 */

/** A new file with its folders; answers its id. */
export function createFile(doc: Y.Doc, file: NewFile, limits: TreeLimits): Answer<string> {
  const created = createFiles(doc, [file], limits);
  return created.ok ? accept(created.value[0] ?? '') : created;
}

/** New files with their folders, all of them or none; answers their ids in order. */
export function createFiles(
  doc: Y.Doc,
  files: readonly NewFile[],
  limits: TreeLimits,
): Answer<readonly string[]> {
  const paths = pathsOf(doc);
  const planned = planFiles(paths, files, limits);
  if (!planned.ok) return planned;
  const folders = new Set(planned.value.flatMap(({ segments }) => foldersOf(segments)));
  if (planned.value.some(({ segments }) => folders.has(segments.join('/')))) return BLOCKED;
  const missing = [...folders].filter((folder) => !paths.has(folder)).length;
  const sizeBytes = planned.value.reduce((sum, file) => sum + file.sizeBytes, 0);
  return transact(doc, () => {
    const room = makeRoom(doc, { nodes: planned.value.length + missing, sizeBytes }, limits);
    if (!room.ok) return room;
    const folderAt = folderMaker(doc);
    return accept(
      planned.value.map(({ segments, content }) =>
        addFile(doc, {
          name: segments.at(-1) ?? '',
          parentId: folderAt(segments.slice(0, -1)),
          content,
        }),
      ),
    );
  });
}

/** A new folder, with those above it; answers its id. */
export function createFolder(doc: Y.Doc, path: string, limits: TreeLimits): Answer<string> {
  const paths = pathsOf(doc);
  const free = freePath(paths, path, limits);
  if (!free.ok) return free;
  const segments = free.value;
  const missing = foldersOf(segments).filter((folder) => !paths.has(folder)).length;
  return transact(doc, () => {
    const room = makeRoom(doc, { nodes: missing + 1, sizeBytes: 0 }, limits);
    return room.ok ? accept(folderMaker(doc)(segments) ?? '') : room;
  });
}

/** Renames and moves: the file or folder has `path` afterwards, and the same id. Folders on the way are made. */
export function moveNode(
  doc: Y.Doc,
  { fileId, path }: { fileId: string; path: string },
  limits: TreeLimits,
): Answer {
  const paths = pathsOf(doc);
  const tree = [...paths.values()];
  const node = find(tree, fileId);
  if (!node) return NO_SUCH_FILE;
  if (path === node.path) return accept(null);
  if (node.kind === 'folder' && path.startsWith(`${node.path}/`)) {
    return refuse('path-invalid', 'A folder cannot be moved into itself.');
  }
  const free = freePath(paths, path, limits);
  if (!free.ok) return free;
  const segments = free.value;
  const longer = segments.join('/').length - node.path.length;
  if (within(tree, node).some((inner) => inner.path.length + longer > limits.pathLength)) {
    return refuse('path-invalid', `A path has at most ${limits.pathLength} characters.`);
  }
  const missing = foldersOf(segments).filter((folder) => !paths.has(folder)).length;
  return transact(doc, () => {
    const room = makeRoom(doc, { nodes: missing, sizeBytes: 0 }, limits);
    if (!room.ok) return room;
    const entry = filesOf(doc).get(fileId);
    const parentId = folderMaker(doc)(segments.slice(0, -1));
    const name = segments.at(-1) ?? '';
    // Only what changes: somebody who renames at the same time keeps the name when this only moves.
    if (rawParent(doc, fileId) !== parentId) entry?.set('parentId', parentId);
    if (entry?.get('name') !== name) entry?.set('name', name);
    return accept(null);
  });
}

/**
 * Puts a file, or a folder with all that is in it, into the trash. Each entry goes there by itself: what others put
 * into the folder meanwhile is not deleted with it, and appears at the top level.
 */
export function removeNode(doc: Y.Doc, fileId: string): Answer<Removed> {
  const tree = readTree(doc);
  const node = find(tree, fileId);
  if (!node) return NO_SUCH_FILE;
  const removed = [node, ...within(tree, node)].map((each) => ({
    fileId: each.fileId,
    parentId: rawParent(doc, each.fileId),
  }));
  doc.transact(() => {
    for (const each of removed) filesOf(doc).get(each.fileId)?.set('parentId', TRASH_ID);
  });
  return accept(removed);
}

/** Takes a deletion back; answers how many entries there still were to take back. */
export function restoreNodes(doc: Y.Doc, removed: Removed): number {
  let restored = 0;
  doc.transact(() => {
    for (const { fileId, parentId } of removed) {
      const entry = filesOf(doc).get(fileId);
      if (entry?.get('parentId') !== TRASH_ID) continue;
      entry.set('parentId', parentId);
      restored++;
    }
  });
  return restored;
}

/** Copies a file, or a folder with all that is in it, to a free name beside it; answers the copy's id. */
export function duplicateNode(doc: Y.Doc, fileId: string, limits: TreeLimits): Answer<string> {
  const paths = pathsOf(doc);
  const tree = [...paths.values()];
  const node = find(tree, fileId);
  if (!node) return NO_SUCH_FILE;
  const copied = [node, ...within(tree, node)];
  const root = freeCopyPath(paths, node.path);
  const longer = root.length - node.path.length;
  if (copied.some(({ path }) => path.length + longer > limits.pathLength)) {
    return refuse('path-invalid', `A path has at most ${limits.pathLength} characters.`);
  }
  const texts = new Map(copied.map(({ fileId: id }) => [id, textOf(doc, id)?.toString() ?? '']));
  const sizeBytes = [...texts.values()].reduce((sum, text) => sum + utf8Size(text), 0);
  return transact(doc, () => {
    const room = makeRoom(doc, { nodes: copied.length, sizeBytes }, limits);
    if (!room.ok) return room;
    const copyIds = new Map<string | null, string>();
    // Folders stand before what is in them.
    for (const { fileId: id, kind, parentId, name } of copied) {
      const isRoot = id === fileId;
      const copy = {
        name: isRoot ? root.slice(root.lastIndexOf('/') + 1) : name,
        parentId: isRoot ? parentId : (copyIds.get(parentId) ?? null),
      };
      const content = texts.get(id) ?? '';
      copyIds.set(id, kind === 'folder' ? addFolder(doc, copy) : addFile(doc, { ...copy, content }));
    }
    return accept(copyIds.get(fileId) ?? '');
  });
}

/** Makes a file the one that Run starts with. */
export function setEntry(doc: Y.Doc, fileId: string): Answer {
  if (find(readTree(doc), fileId)?.kind !== 'file') return NO_SUCH_FILE;
  if (metaOf(doc).get('entry') !== fileId) metaOf(doc).set('entry', fileId);
  return accept(null);
}

/** Answers the id of a folder by its segments, made with those above it where missing; `null` is the top level. */
export function folderMaker(doc: Y.Doc): (segments: readonly string[]) => string | null {
  const folderIds = new Map<string, string>();
  for (const { kind, path, fileId } of readTree(doc)) if (kind === 'folder') folderIds.set(path, fileId);
  const folderAt = (segments: readonly string[]): string | null => {
    if (segments.length === 0) return null;
    const path = segments.join('/');
    const folderId =
      folderIds.get(path) ??
      addFolder(doc, { name: segments.at(-1) ?? '', parentId: folderAt(segments.slice(0, -1)) });
    folderIds.set(path, folderId);
    return folderId;
  };
  return folderAt;
}

const NO_SUCH_FILE = refuse('invalid-payload', 'There is no such file.');
const BLOCKED = refuse('path-taken', 'A file has the path that a folder needs.');

type Paths = ReadonlyMap<string, TreeNode>;

const pathsOf = (doc: Y.Doc): Paths => new Map(readTree(doc).map((node) => [node.path, node]));

interface PlannedFile {
  readonly segments: readonly string[];
  readonly content: string;
  readonly sizeBytes: number;
}

function planFiles(
  paths: Paths,
  files: readonly NewFile[],
  limits: TreeLimits,
): Answer<readonly PlannedFile[]> {
  const taken = new Set<string>();
  const planned: PlannedFile[] = [];
  for (const { path, content } of files) {
    const free = freePath(paths, path, limits);
    if (!free.ok) return free;
    const clean = free.value.join('/');
    if (taken.has(clean)) return refuse('path-taken', 'Two files have the same path.');
    taken.add(clean);
    const sizeBytes = utf8Size(toLf(content));
    if (sizeBytes > limits.fileTextBytes) {
      return refuse('too-large', `A file has at most ${limits.fileTextBytes} bytes.`);
    }
    planned.push({ segments: free.value, content, sizeBytes });
  }
  return accept(planned);
}

const find = (tree: readonly TreeNode[], fileId: string): TreeNode | undefined =>
  tree.find((node) => node.fileId === fileId);

/** Everything inside a folder, at any depth. */
const within = (tree: readonly TreeNode[], folder: TreeNode): readonly TreeNode[] =>
  tree.filter(({ path }) => path.startsWith(`${folder.path}/`));

/** As it is written, which is not what the tree shows where something clashed. */
function rawParent(doc: Y.Doc, fileId: string): string | null {
  const parentId = filesOf(doc).get(fileId)?.get('parentId');
  return typeof parentId === 'string' ? parentId : null;
}

/** The segments of a path where nothing is, nor a file where it needs a folder. */
function freePath(paths: Paths, path: string, limits: TreeLimits): Answer<readonly string[]> {
  const parsed = parsePath(path, limits.pathLength);
  if (!parsed.ok) return parsed;
  if (paths.has(parsed.value.join('/'))) return refuse('path-taken');
  const isBlocked = foldersOf(parsed.value).some((folder) => paths.get(folder)?.kind === 'file');
  return isBlocked ? BLOCKED : parsed;
}

/** The paths of the folders above. */
function foldersOf(segments: readonly string[]): string[] {
  return segments.slice(0, -1).map((_, i) => segments.slice(0, i + 1).join('/'));
}

function freeCopyPath(paths: Paths, path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  for (let n = 2; ; n++) {
    const copy = path.slice(0, slash) + numbered(path.slice(slash), n);
    if (!paths.has(copy)) return copy;
  }
}

function transact<T>(doc: Y.Doc, work: () => Answer<T>): Answer<T> {
  let answer: Answer<T> = refuse('unexpected');
  doc.transact(() => {
    answer = work();
  });
  return answer;
}
