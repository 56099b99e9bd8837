/** Keys of one session: one hash tag, so one slot of a cluster. */
export interface SessionKeys {
  readonly meta: string;
  readonly gone: string;
  readonly log: string;
  readonly snapshot: string;
  readonly clientIds: string;
  readonly chat: string;
  readonly runs: string;
  readonly runOrder: string;
  /** Who is in it, by instance. */
  readonly people: string;
  /** Channel of hints that the log has grown. */
  readonly channel: string;
}

export function keysOf(sessionId: string): SessionKeys {
  const key = (name: string): string => `pairlink:{${sessionId}}:${name}`;
  return {
    meta: key('meta'),
    gone: key('gone'),
    log: key('log'),
    snapshot: key('snapshot'),
    clientIds: key('client-ids'),
    chat: key('chat'),
    runs: key('runs'),
    runOrder: key('run-order'),
    people: key('people'),
    channel: key('appended'),
  };
}

/** Indexes over sessions. They may lag behind; the session itself is asked before anything is done by them. */
export const IDLE_KEY = 'pairlink:idle';
export const PUBLIC_KEY = 'pairlink:public';
export const watchIdKey = (watchId: string): string => `pairlink:watch-id:${watchId}`;
