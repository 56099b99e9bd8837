import type { RunRecord } from '@pairlink/protocol';
import * as Y from 'yjs';
import { restoredSession } from '../sessions/session.ts';
import type { Lookup, SessionRecord, SessionStore } from '../store/session-store.ts';
import { RUNS_KEPT } from './run-board.ts';

/** What an instance still holds of a session that the store has lost. */
export interface HeldSession {
  readonly record: SessionRecord;
  readonly document: Uint8Array;
  /** Participants by the Yjs client ids issued to them. */
  readonly clientIds: ReadonlyMap<number, string>;
  readonly runs: readonly RunRecord[];
}

/**
 * Puts a session back into a store that was wiped with people in it, and answers what the store has then. The gateway
 * restores it, not a client: it alone has the record (the hash of the host's token, the password, the watch link), and
 * its document was judged edit by edit and holds everything that was acknowledged here.
 *
 * The session begins again under a new epoch, so that positions and copies of the lost log are not taken for those of
 * the new one. Its history is the same, insertion by insertion: nothing can come twice. So an instance that finds it
 * restored by another adds what the other did not have.
 */
export async function restoreSession(store: SessionStore, held: HeldSession): Promise<Lookup> {
  const { record, document, clientIds } = held;
  const { sessionId, epoch } = record;
  const now = Date.now();
  const isFirst = await store.create(restoredSession(record, now), { update: document, at: now });
  const lookup = await store.find(sessionId);
  // Restored by somebody who held another history: this one may not be mixed with it.
  if (lookup.kind !== 'live' || lookup.record.restoredFrom !== epoch) return lookup;
  await Promise.all([...clientIds].map(([id, owner]) => store.claimClientId(sessionId, id, owner)));
  if (!isFirst) await addMissing(store, sessionId, document);
  for (const run of held.runs) await store.putRun(sessionId, run, RUNS_KEPT);
  return lookup;
}

async function addMissing(store: SessionStore, sessionId: string, document: Uint8Array): Promise<void> {
  const { snapshot, entries } = await store.load(sessionId);
  const updates = entries.map(({ update }) => update);
  const there = Y.mergeUpdates(snapshot ? [snapshot, ...updates] : updates);
  const missing = Y.diffUpdate(document, Y.encodeStateVectorFromUpdate(there));
  await store.append(sessionId, { update: missing, at: Date.now() }, 0);
}
