import type { ChatMessage, RunRecord } from '@pairlink/protocol';
import type { SessionRecord, SessionStore } from '../store/session-store.ts';
import { SessionMissing } from '../store/session-store.ts';

/** The first line of a backup. */
export const HEADER = { pairlink: 'sessions', version: 1 } as const;

/** One line of a backup: a whole session. Bytes are base64. */
export interface SessionLine {
  readonly record: SessionRecord;
  readonly snapshot?: string;
  readonly entries: readonly {
    readonly update: string;
    readonly at: number;
    readonly participantId?: string;
  }[];
  readonly clientIds: readonly (readonly [number, string])[];
  readonly chat: readonly ChatMessage[];
  readonly runs: readonly RunRecord[];
}

/** Later than any activity. */
const ALL = Date.UTC(9999, 0);

/** Every session of a store as lines of JSON. Ids that are gone are not in it. */
export async function* exportSessions(store: SessionStore): AsyncGenerator<string> {
  yield `${JSON.stringify(HEADER)}\n`;
  for (const sessionId of await store.listIdle(ALL, Number.MAX_SAFE_INTEGER)) {
    const line = await sessionLine(store, sessionId);
    if (line) yield `${JSON.stringify(line)}\n`;
  }
}

/** `undefined` when the session has been removed meanwhile. */
async function sessionLine(store: SessionStore, sessionId: string): Promise<SessionLine | undefined> {
  const found = await store.find(sessionId);
  if (found.kind !== 'live') return undefined;
  try {
    const [{ snapshot, entries }, clientIds, chat, runs] = await Promise.all([
      store.load(sessionId),
      store.clientIds(sessionId),
      store.listChat(sessionId),
      store.listRuns(sessionId),
    ]);
    return {
      record: found.record,
      ...(snapshot && { snapshot: base64(snapshot) }),
      entries: entries.map(({ update, at, participantId }) => ({
        update: base64(update),
        at,
        ...(participantId !== undefined && { participantId }),
      })),
      clientIds: [...clientIds],
      chat,
      runs,
    };
  } catch (error) {
    if (error instanceof SessionMissing) return undefined;
    throw error;
  }
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
