export {
  createId,
  ID_ALPHABET,
  isSessionId,
  isWatchId,
  SESSION_ID_LENGTH,
  WATCH_ID_LENGTH,
} from './session-id.ts';
export { accept, PROBLEMS, refuse, toProblemDocument } from './problems.ts';
export type { Answer, Problem, ProblemCode, ProblemDocument } from './problems.ts';
export { BASE64_UP_TO_BYTES, DEFAULT_LIMITS } from './limits.ts';
export type { Limits } from './limits.ts';
export { DEFAULT_LANGUAGE, isLanguageId, LANGUAGES } from './languages.ts';
export type { Language, LanguageId } from './languages.ts';
export { COLOUR_COUNT } from './participants.ts';
export type { JoinMode, Participant, Role } from './participants.ts';
export { withoutReplaced } from './runs.ts';
export type { RunChunk, RunRecord, RunResult, TestResult } from './runs.ts';
export type {
  Bytes,
  ChatMessage,
  ClientEvent,
  ClientToServerEvents,
  ConnectRefusal,
  DocSyncReply,
  DocSyncRequest,
  HandshakeAuth,
  JoinReply,
  JoinRequest,
  LogSeq,
  ServerEvent,
  ServerToClientEvents,
  SessionEndReason,
} from './events.ts';
export { isTemplateId, TEMPLATES } from './templates.ts';
export type { Template, TemplateId } from './templates.ts';
export type {
  CreatedSession,
  CreateFileRequest,
  CreateFolderRequest,
  CreateSessionRequest,
  DependencyHealth,
  FileText,
  FolderPath,
  HealthReply,
  LanguagesReply,
  PatchFileRequest,
  PatchSessionRequest,
  ProxyCheck,
  PublicSession,
  PublicSessions,
  SessionFiles,
  ReadyReply,
  SessionHealth,
  SessionState,
} from './rest.ts';
export { unreachable } from './unreachable.ts';
