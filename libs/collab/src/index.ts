export {
  addFile,
  addFolder,
  createFileId,
  FILES_ROOT,
  filesOf,
  META_ROOT,
  metaOf,
  readMeta,
  seedDocument,
  textOf,
  toLf,
} from './session-document.ts';
export type { NodeMap, Seed, SeedFile, SessionMeta } from './session-document.ts';
export { findByPath, readFiles, readTree } from './file-tree.ts';
export type { TreeNode } from './file-tree.ts';
export { parsePath } from './file-path.ts';
export { applyText, diffText } from './text-diff.ts';
export type { TextEdit } from './text-diff.ts';
export { contentHash } from './content-hash.ts';
export { decodeBytes, encodeBytes } from './wire-bytes.ts';
