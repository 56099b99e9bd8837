import type { NewFile, TreeNode } from '@pairlink/collab';
import { parsePath } from '@pairlink/collab';
import type { Limits } from '@pairlink/protocol';
import { formatCount, formatSize } from '../../ui/format.ts';
import type { IncomingFile, Unfit } from './incoming.ts';
import { textOfBytes } from './text-of-bytes.ts';

/** What taking files in would do. Nothing has changed yet. */
export interface ImportPlan {
  /** Full paths in the session. */
  readonly files: readonly NewFile[];
  /** Those of `files` that are there already and would get the new text. */
  readonly replaced: readonly string[];
  readonly unfit: readonly Unfit[];
  /** Why even the fitting files cannot be taken together. */
  readonly refusal: string | undefined;
  readonly sizeBytes: number;
}

export interface ImportTarget {
  readonly tree: readonly TreeNode[];
  /** Path of a folder; '' is the top. */
  readonly folder: string;
  /** UTF-8 bytes of the texts that are there already, by path. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly limits: Limits;
}

/** Looks into everything that came, and says what would be taken in, what not, and why. */
export function planImport(
  incoming: readonly IncomingFile[],
  known: readonly Unfit[],
  target: ImportTarget,
): ImportPlan {
  const { tree, folder, sizes, limits } = target;
  const kinds = new Map(tree.map(({ path, kind }) => [path, kind]));
  const planned = new Map<string, NewFile>();
  const unfit: Unfit[] = [...known];
  let sizeBytes = 0;
  for (const { path: given, bytes } of incoming) {
    const refuse = (why: string, canBeLeftOut = true): void =>
      void unfit.push({ path: given, why, canBeLeftOut });
    const parsed = parsePath(folder === '' ? given : `${folder}/${given}`, limits.pathLength);
    if (!parsed.ok) {
      // A path that tries to get out is no accident: the whole archive is not to be trusted.
      const isEscape = /^([/\\]|[a-z]:)|(^|[/\\])\.\.([/\\]|$)/i.test(given);
      refuse(isEscape ? 'leads out of the session' : parsed.problem.message, !isEscape);
      continue;
    }
    const path = parsed.value.join('/');
    if (planned.has(path)) refuse('comes twice');
    else if (kinds.get(path) === 'folder') refuse('a folder has this path');
    else if (bytes.length > limits.fileTextBytes) {
      refuse(`${formatSize(bytes.length)}, where a file may have ${formatSize(limits.fileTextBytes)}`);
    } else {
      const text = textOfBytes(bytes);
      if (text.kind === 'text') {
        planned.set(path, { path, content: text.text });
        sizeBytes += bytes.length;
      } else refuse(text.why);
    }
  }
  const files = [...planned.values()];
  const replaced = files.map(({ path }) => path).filter((path) => kinds.has(path));
  return { files, replaced, unfit, sizeBytes, refusal: refusalOf(files, sizeBytes, { ...target, sizes }) };
}

function refusalOf(
  files: readonly NewFile[],
  sizeBytes: number,
  { tree, sizes, limits }: ImportTarget,
): string | undefined {
  const paths = new Set(tree.map(({ path }) => path));
  const taken = new Set(files.map(({ path }) => path));
  const present = new Set(tree.filter(({ kind }) => kind === 'file').map(({ path }) => path));
  for (const { path } of files) {
    const folders = path.split('/').slice(0, -1);
    for (const [depth] of folders.entries()) {
      const above = folders.slice(0, depth + 1).join('/');
      if (present.has(above) || taken.has(above)) return `${above} would have to be a file and a folder.`;
      paths.add(above);
    }
    paths.add(path);
  }
  if (paths.size > limits.filesPerSession) {
    return `The session would have ${formatCount(paths.size, 'file')} and folders, where it may have ${limits.filesPerSession}.`;
  }
  let totalBytes = sizeBytes;
  for (const [path, size] of sizes) if (!taken.has(path)) totalBytes += size;
  return totalBytes > limits.sessionTextBytes
    ? `The session would have ${formatSize(totalBytes)} of text, where it may have ${formatSize(limits.sessionTextBytes)}.`
    : undefined;
}
