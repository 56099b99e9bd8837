import { FILES_ROOT, filesOf, isNodeName, META_ROOT, metaOf } from '@pairlink/collab';
import type { Limits } from '@pairlink/protocol';
import { isLanguageId, unreachable } from '@pairlink/protocol';
import * as Y from 'yjs';
import type { ScannedContent } from './update-scan.ts';

/**
 * Where an entry sits in a session's document (its shape is stated in libs/collab `session-document.ts`).
 * `gone` is inside something deleted: it will never be seen.
 */
export type Place =
  | { readonly at: 'files'; readonly key: string }
  | { readonly at: 'meta'; readonly key: string }
  | { readonly at: 'node'; readonly key: string; readonly parent: object }
  | { readonly at: 'text'; readonly parent: object }
  | { readonly at: 'gone' };

export const GONE: Place = { at: 'gone' };

/** The place of an entry that is in the document already; `undefined` for one that should not be there. */
export function placeOf(doc: Y.Doc, struct: Y.Item | Y.GC): Place | undefined {
  if (!(struct instanceof Y.Item) || struct.parent === null) return GONE;
  const { parent, parentSub: key } = struct;
  if (!(parent instanceof Y.AbstractType)) return undefined;
  if (key === null) return parent instanceof Y.Text ? { at: 'text', parent } : undefined;
  if (parent === filesOf(doc)) return { at: 'files', key };
  if (parent === metaOf(doc)) return { at: 'meta', key };
  return parent instanceof Y.Map ? { at: 'node', key, parent } : undefined;
}

export function placeInRoot(root: string, key: string | undefined): Place | undefined {
  if (key === undefined) return undefined;
  if (root === FILES_ROOT) return { at: 'files', key };
  return root === META_ROOT ? { at: 'meta', key } : undefined;
}

/** The place of an entry inside the type that an entry at `outer` holds. */
export function placeInside(
  outer: Place,
  { content, key, parent }: { content: 'map' | 'text' | 'none'; key: string | undefined; parent: object },
): Place | undefined {
  if (outer.at === 'gone' || content === 'none') return GONE;
  if (content === 'map') return key === undefined ? undefined : { at: 'node', key, parent };
  return key === undefined ? { at: 'text', parent } : undefined;
}

const FILE_ID = /^[\w-]{1,64}$/;

/** Whether content may stand at a place: the allow-list of what a session's document holds. */
export function isAllowed(place: Place, content: ScannedContent, limits: Limits): boolean {
  if (content.kind === 'deleted' || place.at === 'gone') return true;
  switch (place.at) {
    case 'files':
      return content.kind === 'map' && FILE_ID.test(place.key);
    case 'text':
      return content.kind === 'string';
    case 'meta':
      return content.kind === 'value' && isMetaValue(place.key, content.value, limits);
    case 'node':
      if (isFixed(place)) return false;
      return place.key === 'text'
        ? content.kind === 'text'
        : content.kind === 'value' && isNodeValue(place.key, content.value, limits);
    default:
      return unreachable(place);
  }
}

/** What an entry is, and the text it has, are set with it and never again: another text would hide the one before. */
const isFixed = ({ key, parent }: { key: string; parent: object }): boolean =>
  (key === 'kind' || key === 'text') && parent instanceof Y.Map && parent.has(key);

function isMetaValue(key: string, value: string | null, limits: Limits): boolean {
  if (value === null) return false;
  if (key === 'title') return value.length <= limits.titleLength;
  if (key === 'language') return isLanguageId(value);
  return key === 'entry' && FILE_ID.test(value);
}

function isNodeValue(key: string, value: string | null, limits: Limits): boolean {
  if (key === 'parentId') return value === null || FILE_ID.test(value);
  if (key === 'kind') return value === 'file' || value === 'folder';
  // A name with a slash or a line end would go through exports and into other people's file systems.
  return key === 'name' && value !== null && isNodeName(value, limits.pathLength);
}
