import type { LanguageId } from '@pairlink/protocol';
import { createId, DEFAULT_LANGUAGE, isLanguageId } from '@pairlink/protocol';
import { getRandomValues } from 'lib0/webcrypto';
import * as Y from 'yjs';

/**
 * The shape of a session's document, the only two roots that an update may touch:
 *
 *   files: Y.Map<fileId, Y.Map{ kind: 'file' | 'folder', name, parentId: fileId | null, text?: Y.Text }>
 *   meta:  Y.Map{ title, language, entry: fileId }
 *
 * Files are keyed by id, so renaming and moving never lose an edit that somebody makes meanwhile. Deleting is moving,
 * too: to the parent `TRASH_ID`, from where it can be taken back with all that others typed in the meantime.
 */
export const FILES_ROOT = 'files';
export const META_ROOT = 'meta';

/** The parent of what was deleted. Ids of files are longer, so that none is this. */
export const TRASH_ID = 'trash';

export type NodeMap = Y.Map<string | null | Y.Text>;

export interface SessionMeta {
  readonly title: string;
  readonly language: LanguageId;
  /** The file that Run starts with; `undefined` when there is none. */
  readonly entry: string | undefined;
}

export interface SeedFile {
  /** POSIX path without a leading slash; its folders are created. */
  readonly path: string;
  readonly content: string;
}

export interface Seed {
  readonly title: string;
  readonly language: LanguageId;
  /** The first is the entry. */
  readonly files: readonly [SeedFile, ...SeedFile[]];
}

const FILE_ID_LENGTH = 10;

export const createFileId = (): string =>
  createId(FILE_ID_LENGTH, (sizeBytes) => getRandomValues(new Uint8Array(sizeBytes)));

export const filesOf = (doc: Y.Doc): Y.Map<NodeMap> => doc.getMap<NodeMap>(FILES_ROOT);

export const metaOf = (doc: Y.Doc): Y.Map<string> => doc.getMap<string>(META_ROOT);

export function readMeta(doc: Y.Doc): SessionMeta {
  const meta = metaOf(doc);
  const language = meta.get('language');
  const title = meta.get('title');
  const entry = meta.get('entry');
  return {
    title: typeof title === 'string' ? title : '',
    language: isLanguageId(language) ? language : DEFAULT_LANGUAGE,
    entry: typeof entry === 'string' && isOpenable(doc, entry) ? entry : firstFileId(doc),
  };
}

/** The text of a file; `undefined` for folders and unknown ids. */
export function textOf(doc: Y.Doc, fileId: string): Y.Text | undefined {
  const text = filesOf(doc).get(fileId)?.get('text');
  return text instanceof Y.Text ? text : undefined;
}

export const isTrashed = (doc: Y.Doc, fileId: string): boolean =>
  filesOf(doc).get(fileId)?.get('parentId') === TRASH_ID;

/** Whether it is a file that the tree shows. */
const isOpenable = (doc: Y.Doc, fileId: string): boolean =>
  textOf(doc, fileId) !== undefined && !isTrashed(doc, fileId);

/** Line ends are LF everywhere; what comes from outside passes through here. */
export const toLf = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

export function addFile(
  doc: Y.Doc,
  file: { name: string; parentId: string | null; content: string },
): string {
  const node: NodeMap = new Y.Map();
  const fileId = createFileId();
  doc.transact(() => {
    filesOf(doc).set(fileId, node);
    node.set('kind', 'file');
    node.set('name', file.name);
    node.set('parentId', file.parentId);
    node.set('text', new Y.Text(toLf(file.content)));
  });
  return fileId;
}

export function addFolder(doc: Y.Doc, folder: { name: string; parentId: string | null }): string {
  const node: NodeMap = new Y.Map();
  const folderId = createFileId();
  doc.transact(() => {
    filesOf(doc).set(folderId, node);
    node.set('kind', 'folder');
    node.set('name', folder.name);
    node.set('parentId', folder.parentId);
  });
  return folderId;
}

/**
 * Fills an empty document. Called once, inside the creation of a session: seeding again from text is how
 * documents get doubled.
 */
export function seedDocument(doc: Y.Doc, seed: Seed): void {
  doc.transact(() => {
    const folderIds = new Map<string, string>();
    const folderFor = (segments: readonly string[]): string | null => {
      if (segments.length === 0) return null;
      const path = segments.join('/');
      const known = folderIds.get(path);
      if (known) return known;
      const folderId = addFolder(doc, {
        name: segments.at(-1) ?? '',
        parentId: folderFor(segments.slice(0, -1)),
      });
      folderIds.set(path, folderId);
      return folderId;
    };
    const fileIds = seed.files.map(({ path, content }) => {
      const segments = path.split('/');
      return addFile(doc, {
        name: segments.at(-1) ?? path,
        parentId: folderFor(segments.slice(0, -1)),
        content,
      });
    });
    const meta = metaOf(doc);
    meta.set('title', seed.title);
    meta.set('language', seed.language);
    if (fileIds[0]) meta.set('entry', fileIds[0]);
  });
}

function firstFileId(doc: Y.Doc): string | undefined {
  const ids = [...filesOf(doc).keys()].filter((fileId) => isOpenable(doc, fileId));
  return ids.sort()[0];
}
