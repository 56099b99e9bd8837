import type { LanguageId } from './languages.ts';
import type { Limits } from './limits.ts';
import type { JoinMode, Participant, Role } from './participants.ts';
import type { Answer, Problem } from './problems.ts';
import type { RunChunk, RunRecord, RunResult } from './runs.ts';

/**
 * Binary on the wire: base64 text (up to `BASE64_UP_TO_BYTES`) or an attachment, which arrives as Buffer,
 * ArrayBuffer or Uint8Array depending on the client. Both are accepted everywhere.
 */
export type Bytes = string | ArrayBuffer | Uint8Array;

/** `auth` of the Socket.io handshake; `query.session` names the session. */
export interface HandshakeAuth {
  /** 128 random bits the browser made, 32 hexadecimal digits. Without it the participant is new every time. */
  readonly participantSecret?: string;
  readonly name?: string;
  readonly hostToken?: string;
  readonly password?: string;
}

/** `data` of a `connect_error`. */
export type ConnectRefusal = Problem;

export interface JoinRequest {
  readonly name?: string;
  readonly mode: JoinMode;
}

export interface JoinReply {
  /** Missing for watchers, who must not learn it. */
  readonly sessionId?: string;
  /** Changes when the session's log was lost and restored: documents of different epochs never merge. */
  readonly epoch: string;
  /**
   * The epoch before, when the store had lost the session and a gateway put it back with its whole history: a copy of
   * that epoch may go on by exchanging state vectors, because nothing can come twice. Copies of any other may not.
   */
  readonly restoredFrom?: string;
  /** The Yjs client id to use in this tab; updates with new content under another one are refused. */
  readonly clientId: number;
  readonly role: Role;
  readonly self: Participant;
  readonly participants: readonly Participant[];
  readonly title: string;
  readonly language: LanguageId;
  readonly isLocked: boolean;
  /** ISO 8601. */
  readonly expiresAt: string;
  readonly limits: Limits;
  readonly chat: readonly ChatMessage[];
  readonly runs: readonly RunRecord[];
  /** The entry file's text, for clients that joined in `text` mode. */
  readonly code?: string;
}

/**
 * The plain form of `doc-sync` is the client's state vector. A client that can inflate asks for
 * `v2-deflate-raw`: the Yjs v2 encoding, deflated, about an eighth of v1 for a document with a long history.
 */
export type DocSyncRequest = Bytes | { readonly stateVector: Bytes; readonly encoding: 'v2-deflate-raw' };

export interface DocSyncReply {
  /** What the client lacks. */
  readonly update: Bytes;
  /** What the server has, so that the client can send the rest. */
  readonly stateVector: Bytes;
  /** How `update` is encoded; missing means Yjs v1. */
  readonly encoding?: 'v2-deflate-raw';
  /** `contentHash` of the document on the server after this sync. */
  readonly contentHash: string;
}

export interface ChatMessage {
  readonly id: string;
  readonly participantId: string;
  readonly name: string;
  readonly text: string;
  /** Unix ms. */
  readonly at: number;
}

/** Position of an entry in a session's log: decimal, growing, opaque to clients. */
export type LogSeq = string;

export type SessionEndReason = 'deleted' | 'expired' | 'removed' | 'ended';

type Ask<Payload, Value = null> = (payload: Payload, ack: (answer: Answer<Value>) => void) => void;

/** What a client may send. Every event takes an acknowledgement and gets exactly one `Answer`. */
export interface ClientToServerEvents {
  'join-session': Ask<JoinRequest, JoinReply>;
  'doc-sync': Ask<DocSyncRequest, DocSyncReply>;
  /** Answered only after the update is stored. */
  'doc-update': Ask<Bytes, { readonly seq: LogSeq }>;
  awareness: Ask<Bytes>;
  'code-change': Ask<{ readonly code: string; readonly fileId?: string }, { readonly seq: LogSeq }>;
  'language-change': Ask<{ readonly language: LanguageId }>;
  'title-change': Ask<{ readonly title: string }>;
  'name-change': Ask<{ readonly name: string }>;
  typing: Ask<{ readonly isTyping: boolean }>;
  'run-start': Ask<{ readonly language: LanguageId; readonly entry: string }, { readonly runId: string }>;
  /** `n` counts a run's outputs from 1: one that comes again after a reconnect is shown once. No chunks: the run goes on. */
  'run-output': Ask<{
    readonly runId: string;
    readonly chunks: readonly RunChunk[];
    readonly n?: number;
  }>;
  'run-end': Ask<{ readonly runId: string; readonly result: RunResult }>;
  'run-input-request': Ask<{ readonly runId: string; readonly prompt: string }>;
  'run-input': Ask<{ readonly runId: string; readonly text: string }>;
  'leave-session': Ask<null>;
}

/** What the server sends. `participantId` is always stamped by the server. */
export interface ServerToClientEvents {
  'doc-update': (update: Bytes) => void;
  awareness: (update: Bytes) => void;
  /** To `text` clients only. */
  'code-update': (change: {
    readonly code: string;
    readonly fileId: string;
    readonly participantId: string;
  }) => void;
  'participants-update': (change: {
    readonly participants: readonly Participant[];
    readonly activeUsers: number;
  }) => void;
  'user-joined': (change: { readonly participant: Participant; readonly activeUsers: number }) => void;
  'user-left': (change: { readonly participant: Participant; readonly activeUsers: number }) => void;
  'language-updated': (change: { readonly language: LanguageId; readonly participantId: string }) => void;
  'title-updated': (change: { readonly title: string; readonly participantId: string }) => void;
  typing: (change: { readonly isTyping: boolean; readonly participantId: string }) => void;
  'run-started': (run: RunRecord) => void;
  'run-output': (change: {
    readonly runId: string;
    readonly participantId: string;
    readonly chunks: readonly RunChunk[];
  }) => void;
  'run-ended': (change: {
    readonly runId: string;
    readonly participantId: string;
    readonly result: RunResult;
  }) => void;
  'run-input-request': (change: {
    readonly runId: string;
    readonly participantId: string;
    readonly prompt: string;
  }) => void;
  'run-input': (change: {
    readonly runId: string;
    readonly participantId: string;
    readonly text: string;
  }) => void;
  'session-locked': (change: { readonly isLocked: boolean; readonly participantId: string }) => void;
  /** The server's content hash of the document at a log position; a client at the same position compares. */
  'content-hash': (check: { readonly stateVector: Bytes; readonly contentHash: string }) => void;
  /**
   * When the session goes if everybody leaves and nobody edits: told within the last hour before (to newcomers, too),
   * and again, with a later time, when that has been put off.
   */
  'session-expiring': (warning: { readonly expiresAt: string }) => void;
  'session-ended': (end: { readonly reason: SessionEndReason }) => void;
}

export type ClientEvent = keyof ClientToServerEvents;
export type ServerEvent = keyof ServerToClientEvents;
