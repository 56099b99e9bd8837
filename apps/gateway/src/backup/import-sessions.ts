import type { LogEntry, SessionStore } from '../store/session-store.ts';
import type { SessionLine } from './export-sessions.ts';
import { HEADER } from './export-sessions.ts';

export interface Imported {
  readonly taken: number;
  /** The store had a session of this id already, which was left as it is. */
  readonly known: number;
}

/** Puts the sessions of a backup into a store, this kind or the other. Throws when the lines are not of a backup. */
export async function importSessions(store: SessionStore, lines: AsyncIterable<string>): Promise<Imported> {
  let number = 0;
  let taken = 0;
  let known = 0;
  for await (const text of lines) {
    number++;
    const line = parsed(text, number);
    if (number === 1) {
      if (JSON.stringify(line) !== JSON.stringify(HEADER)) {
        throw new Error('The file does not begin as a backup of Pairlink, or is of another version.');
      }
    } else {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the header says who wrote it
      const isNew = await restore(store, line as SessionLine);
      if (isNew) taken++;
      else known++;
    }
  }
  if (number === 0) throw new Error('The file is empty.');
  return { taken, known };
}

function parsed(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`Line ${number} is not whole: the backup was cut off. What stood before it is imported.`);
  }
}

async function restore(store: SessionStore, line: SessionLine): Promise<boolean> {
  const { record, clientIds, chat, runs } = line;
  const [seed, ...rest] = logOf(line);
  if (!seed) throw new Error('A session has no document.');
  if (!(await store.create(record, seed))) return false;
  // Edits are counted in the record. One after the other: their order is the log.
  for (const entry of rest) await store.append(record.sessionId, entry, 0);
  for (const [clientId, participantId] of clientIds) {
    await store.claimClientId(record.sessionId, clientId, participantId);
  }
  for (const message of chat) await store.addChat(record.sessionId, message, chat.length);
  for (const run of runs) await store.putRun(record.sessionId, run, runs.length);
  return true;
}

function logOf({ record, snapshot, entries }: SessionLine): LogEntry[] {
  const log = entries.map((entry) => ({ ...entry, update: bytes(entry.update) }));
  return snapshot === undefined ? log : [{ update: bytes(snapshot), at: record.createdAt }, ...log];
}

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
