import type { Answer } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';

// Controls, separators of either system, and invisible characters that join or reorder what surrounds them.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\:*?"<>|]/u;

/** The segments of a path a person may give to a file or folder, or why it is refused (`path-invalid`). */
export function parsePath(path: string, maxLength: number): Answer<readonly string[]> {
  if (path.length > maxLength) return refuse('path-invalid', `A path has at most ${maxLength} characters.`);
  if (!path.isWellFormed() || FORBIDDEN.test(path)) {
    return refuse('path-invalid', 'A path cannot contain control characters or any of \\ : * ? " < > |');
  }
  const segments = path.normalize('NFC').split('/');
  for (const segment of segments) {
    if (segment.trim() === '' || segment === '.' || segment === '..') {
      return refuse('path-invalid', 'Each part of a path needs a name other than "." and "..".');
    }
    if (segment !== segment.trim()) return refuse('path-invalid', 'A name cannot begin or end with a space.');
  }
  return accept(segments);
}

/** Whether a text may be the name of a file or folder: one part of a path, composed as paths are. */
export function isNodeName(name: string, maxLength: number): boolean {
  const parsed = parsePath(name, maxLength);
  return parsed.ok && parsed.value.length === 1 && parsed.value[0] === name;
}
