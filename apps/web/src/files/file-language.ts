import type { TreeNode } from '@pairlink/collab';
import type { LanguageId } from '@pairlink/protocol';
import { LANGUAGES } from '@pairlink/protocol';

/** What a file is written in, by the end of its name. */
export function fileLanguage(path: string): LanguageId | 'plaintext' {
  for (const { id, extensions } of Object.values(LANGUAGES)) {
    if (extensions.some((extension) => path.toLowerCase().endsWith(extension))) return id;
  }
  return 'plaintext';
}

/**
 * The file that Run starts with: the open one if it is written in the session's language, else the session's entry,
 * else the first file in the language.
 */
export function fileToRun(
  files: readonly TreeNode[],
  {
    openId,
    entryId,
    language,
  }: { openId: string | undefined; entryId: string | undefined; language: LanguageId },
): TreeNode | undefined {
  const candidates = files.filter((node) => node.kind === 'file');
  const inLanguage = candidates.filter(({ path }) => fileLanguage(path) === language);
  return (
    inLanguage.find(({ fileId }) => fileId === openId) ??
    inLanguage.find(({ fileId }) => fileId === entryId) ??
    inLanguage[0] ??
    candidates.find(({ fileId }) => fileId === openId) ??
    candidates[0]
  );
}
