/**
 * Every limit, with its default. The operator may override each by the variable named beside it; the gateway
 * enforces the resulting values and tells them to clients, which only mirror them.
 */
export interface Limits {
  /** UTF-8 bytes of one file's text. */
  readonly fileTextBytes: number;
  /** UTF-8 bytes of all texts of a session. */
  readonly sessionTextBytes: number;
  /** Files and folders of a session. */
  readonly filesPerSession: number;
  /** UTF-16 units of a path. */
  readonly pathLength: number;
  /** Bytes of one Yjs update. */
  readonly updateBytes: number;
  /** UTF-16 units of a participant's name. */
  readonly nameLength: number;
  /** UTF-16 units of a session's title. */
  readonly titleLength: number;
  /** UTF-16 units of a chat message. */
  readonly chatLength: number;
  /** Chat messages kept. */
  readonly chatKept: number;
  /** Participants in a session at once. */
  readonly participantsPerSession: number;
  /** Bytes of a run's output kept for those who come later. */
  readonly runOutputBytes: number;
  /** Bytes of a run's output that travel to those who are there. */
  readonly runSharedBytes: number;
  /** Hours without activity after which a session expires. */
  readonly sessionIdleHours: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileTextBytes: 1024 * 1024,
  sessionTextBytes: 5 * 1024 * 1024,
  filesPerSession: 200,
  pathLength: 255,
  updateBytes: 1024 * 1024,
  nameLength: 40,
  titleLength: 120,
  chatLength: 2000,
  chatKept: 500,
  participantsPerSession: 200,
  runOutputBytes: 256 * 1024,
  runSharedBytes: 1024 * 1024,
  sessionIdleHours: 24,
};

/** Bytes up to which binary payloads travel as base64 text in one frame; above, as an attachment. */
export const BASE64_UP_TO_BYTES = 4096;
