import type { InstancePerson, SessionMessage } from './session-message.ts';

/** What an instance says of its part of a session; always all of it. */
export interface OwnPart {
  readonly people: readonly InstancePerson[];
  /** The open runs of people here, each with the number of its last event. */
  readonly runs: Readonly<Record<string, number>>;
}

/** What another instance said of its part. */
export interface OtherPart {
  readonly instance: string;
  readonly people: readonly InstancePerson[];
  readonly runs: Readonly<Record<string, number>>;
}

/** The session that a link is for. */
export interface LinkedSession {
  readonly sessionId: string;
  /** What to tell others. */
  own(): OwnPart;
  /** The parts of all other instances that live; called again whenever they may have changed. */
  learn(others: readonly OtherPart[]): void;
  hear(message: SessionMessage, from: string): void;
  /** The epoch that the store has for the session now; `undefined` when it has no such session. */
  checkEpoch(epoch: string | undefined): void;
}

/** One session's line to the other instances that people are in it on. */
export interface InstanceLink {
  /** Keeps a place for a participant among `limit` on all instances; false when all are taken. */
  place(participantId: string, limit: number): Promise<boolean>;
  /** To be called when the own part has changed. */
  changed(): void;
  /** The same, at once; resolves when the others can know. */
  changedNow(): Promise<void>;
  /** Drops the message when it cannot be sent, or nobody is there to hear it. */
  send(message: SessionMessage): void;
  close(): void;
}

/** The gateway processes that serve the same sessions. */
export interface Instances {
  /** Random, new for each process. */
  readonly id: string;
  link(session: LinkedSession): InstanceLink;
  /** Participants of a session on all instances; `undefined` when this process is the only one. */
  countPeople(sessionId: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Injection token: `@Inject(INSTANCES) instances: Instances`. */
export const INSTANCES = Symbol('Instances');
