import type {
  JoinReply,
  LanguageId,
  Limits,
  Participant,
  Problem,
  Role,
  RunRecord,
} from '@pairlink/protocol';
import { DEFAULT_LANGUAGE, DEFAULT_LIMITS } from '@pairlink/protocol';
import type * as Y from 'yjs';

/**
 * How this tab stands with the server. Driven by acknowledgements alone: `saved` means that the server has stored
 * every edit made here, never merely that a socket is open. `waiting` counts edits without acknowledgement.
 */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly waiting: number }
  /** Editing goes on; everything is sent when the server answers again. */
  | { readonly kind: 'offline'; readonly waiting: number }
  /** The session is over; nothing more is tried. */
  | { readonly kind: 'gone'; readonly problem: Problem }
  /** Not let in: password, full, locked. `SessionClient.connect` tries again. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** The server lost and restored the log: `restoreFromMyCopy` or `takeServerCopy` decides. */
  | { readonly kind: 'epoch-changed' };

/** A file as it reads in this tab. */
export interface FileCopy {
  readonly path: string;
  readonly content: string;
}

/** Edits that the server refuses for good. The document was loaded anew without them; `files` still has them. */
export interface Setback {
  readonly problem: Problem;
  readonly files: readonly FileCopy[];
}

/** Everything a page shows of a session except the text itself. Replaced, never changed. */
export interface SessionSnapshot {
  readonly connection: Connection;
  /** True once the document was loaded: before, `doc` is empty and must not be edited. */
  readonly isLoaded: boolean;
  /** The shared document. Another object after it had to be loaded anew: bind to this one again. */
  readonly doc: Y.Doc;
  /** Missing for watchers, who never learn it, and before joining. */
  readonly sessionId: string | undefined;
  readonly self: Participant | undefined;
  readonly participants: readonly Participant[];
  readonly role: Role;
  readonly title: string;
  readonly language: LanguageId;
  readonly isLocked: boolean;
  /** ISO 8601. */
  readonly expiresAt: string | undefined;
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  readonly limits: Limits;
  readonly setback: Setback | undefined;
  /** The server lost the session with people in it and put it back; nothing written is missing. */
  readonly wasRestored: boolean;
  /** Nobody has edited for so long that the session goes within the hour once everyone has left. */
  readonly isExpiring: boolean;
}

export const initialSnapshot = (doc: Y.Doc): SessionSnapshot => ({
  connection: { kind: 'connecting' },
  isLoaded: false,
  doc,
  sessionId: undefined,
  self: undefined,
  participants: [],
  role: 'viewer',
  title: '',
  language: DEFAULT_LANGUAGE,
  isLocked: false,
  expiresAt: undefined,
  runs: [],
  limits: DEFAULT_LIMITS,
  setback: undefined,
  wasRestored: false,
  isExpiring: false,
});

/** What the answer to joining says about the session itself. */
export function standingOf(reply: JoinReply): Partial<SessionSnapshot> {
  const { sessionId, self, participants, role, title, language, isLocked, expiresAt, limits } = reply;
  return { sessionId, self, participants, role, title, language, isLocked, expiresAt, limits };
}
