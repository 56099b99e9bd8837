export {
  addFile,
  addFolder,
  createFileId,
  FILES_ROOT,
  filesOf,
  isTrashed,
  META_ROOT,
  metaOf,
  readMeta,
  seedDocument,
  textOf,
  toLf,
  TRASH_ID,
} from './session-document.ts';
export type { NodeMap, Seed, SeedFile, SessionMeta } from './session-document.ts';
export { findByPath, readFiles, readTree } from './file-tree.ts';
export type { TreeNode } from './file-tree.ts';
export {
  createFile,
  createFiles,
  createFolder,
  duplicateNode,
  folderMaker,
  moveNode,
  removeNode,
  restoreNodes,
  setEntry,
} from './tree-operations.ts';
export type { NewFile, Removed, TreeLimits } from './tree-operations.ts';
export { isNodeName, parsePath } from './file-path.ts';
export { utf8Size } from './text-size.ts';
export { applyText, diffText } from './text-diff.ts';
export type { TextEdit } from './text-diff.ts';
export { contentHash } from './content-hash.ts';
export { decodeBytes, encodeBytes } from './wire-bytes.ts';
