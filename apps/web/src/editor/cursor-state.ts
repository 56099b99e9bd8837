import type { RelativeSelection } from './relative-selection.ts';

/** Where somebody is, as it stands in their awareness state under `cursor`. */
export interface CursorState extends RelativeSelection {
  readonly fileId: string;
  /** Written by the server. */
  readonly user: { readonly name: string; readonly colour: number } | undefined;
}

/** The cursor in an awareness state, which came from another browser and may be anything. */
export function readCursor(state: unknown): CursorState | undefined {
  if (!isObject(state) || !isObject(state['cursor'])) return undefined;
  const { fileId, anchor, head } = state['cursor'];
  if (typeof fileId !== 'string') return undefined;
  return { fileId, anchor, head, user: readUser(state['user']) };
}

function readUser(user: unknown): { name: string; colour: number } | undefined {
  if (!isObject(user)) return undefined;
  const { name, colour } = user;
  return typeof name === 'string' && typeof colour === 'number' && Number.isInteger(colour) && colour >= 0
    ? { name, colour }
    : undefined;
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null;
