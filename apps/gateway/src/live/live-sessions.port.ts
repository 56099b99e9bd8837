import type { Answer, LogSeq, SessionEndReason } from '@pairlink/protocol';
import type * as Y from 'yjs';

/**
 * What the rest of the gateway may ask of sessions that somebody is in. REST never touches a document by itself:
 * it reads and edits through here, so that a session has one document per instance and every edit is stored,
 * acknowledged and shown to people in the same way, whoever made it.
 *
 * Every promise rejects with `StoreUnavailable` when the log cannot be read or written. For a session that is not in
 * the store any more `edit` refuses and `withDocument` rejects with a `ProblemError`, both saying why.
 */
export interface LiveSessions {
  /** Calls `read` with the document, caught up with the log. `read` must not change or keep it. */
  withDocument<T>(sessionId: string, read: (doc: Y.Doc) => T): Promise<T>;

  /**
   * Applies `change` under a Yjs client id of the server. Answers, with its position, only when it is stored; a
   * change that breaks a limit is refused and leaves the document as it was. A change that edits nothing answers
   * the present position. `participantId` is whom people are shown as the author, if anybody.
   */
  edit(
    sessionId: string,
    participantId: string | undefined,
    change: (doc: Y.Doc) => void,
  ): Promise<Answer<LogSeq>>;

  /**
   * To be called after a change of the session's record, before the change is answered: whoever is in the session
   * then obeys it. Does nothing for a session that nobody uses.
   */
  recordChanged(sessionId: string): Promise<void>;

  /** Participants on all instances, as far as this one knows; 0 for a session that nobody uses here. */
  activeUsers(sessionId: string): number;

  /** Participants on all instances, wherever they are connected. */
  countPeople(sessionId: string): Promise<number>;

  /** Tells people in the session when (Unix ms) it goes unless somebody edits it; once for each time. */
  tellExpiry(sessionId: string, expiresAt: number): void;

  /** Tells everybody in the session, closes their sockets and unloads the document. */
  end(sessionId: string, reason: SessionEndReason): Promise<void>;
}

/** Injection token: `@Inject(LIVE_SESSIONS) live: LiveSessions`. */
export const LIVE_SESSIONS = Symbol('LiveSessions');
