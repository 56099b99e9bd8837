import type { Language, LanguageId } from './languages.ts';
import type { Role } from './participants.ts';
import type { TemplateId } from './templates.ts';

/** A file with its text; `fileId` is stable over renames and moves. */
export interface FileText {
  readonly fileId: string;
  /** POSIX path without a leading slash. */
  readonly path: string;
  readonly content: string;
}

/** A folder; `fileId` is stable over renames and moves. */
export interface FolderPath {
  readonly fileId: string;
  /** POSIX path without slashes around it. */
  readonly path: string;
}

export interface SessionFiles {
  readonly files: readonly FileText[];
  readonly folders: readonly FolderPath[];
}

export interface CreateFileRequest {
  /** Folders on the way are made. */
  readonly path: string;
  readonly content?: string;
}

export interface CreateFolderRequest {
  readonly path: string;
}

export interface PatchFileRequest {
  /** Renames and moves, a folder with all that is in it. */
  readonly path?: string;
  /** Of a file only; applied as a diff to the live document. */
  readonly content?: string;
}

export interface CreateSessionRequest {
  readonly language?: LanguageId;
  /** What to start with instead of the language's starter: brings its language, its title and its files. */
  readonly template?: TemplateId;
  readonly title?: string;
  /** Text of the entry file; the language's starter when missing. */
  readonly code?: string;
  /** More files; `path` must be unique. */
  readonly files?: readonly { readonly path: string; readonly content: string }[];
  /** Path of the one of `files` that Run starts with, where it is not the language's usual one. */
  readonly entry?: string;
  readonly isPublic?: boolean;
  /** Asked of everybody but the host, in the handshake or as `X-Session-Password` (percent-encoded). */
  readonly password?: string;
}

export interface CreatedSession {
  readonly sessionId: string;
  readonly watchId: string;
  readonly shareableLink: string;
  readonly watchLink: string;
  /** 256 bits; the server keeps only its hash. Whoever has it is the host. */
  readonly hostToken: string;
  readonly title: string;
  readonly language: LanguageId;
  readonly isPublic: boolean;
  /** ISO 8601, as every time in REST answers. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly epoch: string;
}

export interface SessionState {
  /** The id asked with: a watch id never reveals the session id. */
  readonly sessionId: string;
  readonly title: string;
  readonly language: LanguageId;
  /** Text of the entry file. */
  readonly code: string;
  readonly files: readonly FileText[];
  readonly activeUsers: number;
  /** Updates accepted since creation. */
  readonly totalEdits: number;
  readonly createdAt: string;
  readonly lastActive: string;
  readonly expiresAt: string;
  readonly isPublic: boolean;
  readonly isLocked: boolean;
  readonly hasPassword: boolean;
  readonly role: Role;
}

export interface PatchSessionRequest {
  readonly title?: string;
  readonly language?: LanguageId;
  /** Applied to the entry file as a diff against the live document. */
  readonly code?: string;
  /** Host only, as the two below. */
  readonly isPublic?: boolean;
  /** A locked session is read-only for everybody but the host. */
  readonly isLocked?: boolean;
  /** `null` removes it. */
  readonly password?: string | null;
}

export interface SessionHealth {
  readonly exists: true;
  readonly activeUsers: number;
  readonly expiresAt: string;
}

export interface PublicSession {
  readonly sessionId: string;
  readonly title: string;
  readonly language: LanguageId;
  readonly activeUsers: number;
  readonly lastActive: string;
}

export interface PublicSessions {
  readonly sessions: readonly PublicSession[];
  readonly nextCursor: string | null;
}

export interface LanguagesReply {
  readonly languages: readonly Language[];
}

/** One thing the gateway depends on. */
export interface DependencyHealth {
  readonly status: 'up' | 'down' | 'degraded';
  /** What an operator should know or do. */
  readonly detail?: string;
}

export interface HealthReply {
  readonly status: 'ok' | 'degraded' | 'error';
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly dependencies: Readonly<Record<string, DependencyHealth>>;
  /** Only when asked for by `?through=proxy`. */
  readonly proxy?: readonly ProxyCheck[];
}

/** Whether to send people to this instance, and what it waits for if not. */
export interface ReadyReply {
  readonly status: 'ready' | 'draining' | 'waiting';
  readonly dependencies: Readonly<Record<string, DependencyHealth>>;
}

/** One thing that a proxy in front of the gateway must do, judged by the request that asks. */
export interface ProxyCheck {
  readonly name: 'X-Forwarded-For' | 'X-Forwarded-Proto' | 'Host' | 'HTTP version' | 'WebSocket upgrade';
  /** `unknown`: nothing has shown it yet. */
  readonly status: 'ok' | 'missing' | 'unknown';
  /** What was seen, and what to do about it. */
  readonly detail: string;
}
