import { sessionPath } from '../../share/session-path.ts';

/**
 * The path of the session that somebody pasted: a link from anywhere (with or without scheme, query or fragment), a
 * path, or a bare id. `undefined` when there is no id in it. The host is ignored on purpose: the same id may be
 * reached under several names, and this page must never lead to another origin.
 */
export function pastedSession(pasted: string): string | undefined {
  const text = pasted.trim().replaceAll(/^[<"'(]+|[>"').,]+$/g, '');
  const segments = text
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/');
  return sessionPath(segments.at(-1) ?? '');
}
