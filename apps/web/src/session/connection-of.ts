import type { DocumentSync } from './document-sync.ts';
import type { Fate } from './fate.ts';
import type { Connection } from './session-snapshot.ts';

export interface Standing {
  readonly fate: Fate | undefined;
  /** The last attempt to connect failed, or the connection ended. */
  readonly isCut: boolean;
  readonly sync: Pick<DocumentSync, 'isLoaded' | 'isSettled' | 'waiting'> | undefined;
  /** Settled at least once on this connection: a resync in between does not make stored edits unstored. */
  readonly wasSettled: boolean;
}

export function connectionOf({ fate, isCut, sync, wasSettled }: Standing): Connection {
  if (fate) return fate;
  const waiting = sync?.waiting ?? 0;
  if (isCut) return { kind: 'offline', waiting };
  if (!sync?.isLoaded) return { kind: 'connecting' };
  if (!wasSettled) return { kind: 'offline', waiting };
  return waiting > 0 ? { kind: 'saving', waiting } : { kind: 'saved' };
}

export const isSameConnection = (a: Connection, b: Connection): boolean =>
  a.kind === b.kind &&
  ('waiting' in a ? a.waiting : 0) === ('waiting' in b ? b.waiting : 0) &&
  ('problem' in a ? a.problem : undefined) === ('problem' in b ? b.problem : undefined);
