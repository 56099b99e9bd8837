/** What somebody may do in a session. A viewer reads; an editor also writes; a host also governs. */
export type Role = 'host' | 'editor' | 'viewer';

export interface Participant {
  /** Public: derived by the server from the secret the browser made, the same after every reconnect. */
  readonly participantId: string;
  readonly name: string;
  /** Index into the palette of the web app, 0 to 11; stamped by the server so that everyone agrees. */
  readonly colour: number;
  readonly role: Role;
  readonly isTyping: boolean;
  readonly isHandRaised: boolean;
  /** Yjs client ids of this participant's connected tabs: whose cursor is whose. */
  readonly clientIds: readonly number[];
  /** Unix ms. */
  readonly joinedAt: number;
}

export const COLOUR_COUNT = 12;

/** How a client wants the code: as Yjs updates, or as plain text (scripts, simple clients). */
export type JoinMode = 'crdt' | 'text';
