import * as Y from 'yjs';

export interface ServerGap {
  readonly doc: Y.Doc;
  /** Unacknowledged edits made here, in order. */
  readonly pending: readonly Uint8Array[];
  readonly serverVector: Uint8Array;
  /** Yjs client ids that were issued to this tab: the server takes new content under no others from us. */
  readonly ownIds: ReadonlySet<number>;
}

/**
 * What to send to a server with state vector `serverVector` so that it has everything written here. Normally that is
 * `pending`, piece by piece: the server had acknowledged the rest. When it turns out to lack more of ours, all that
 * it lacks is sent. Either form says all that `pending` says, deletions too, which no state vector tells about.
 */
export function missingFromServer({ doc, pending, serverVector, ownIds }: ServerGap): readonly Uint8Array[] {
  const merged = Y.mergeUpdates([...pending]);
  const server = Y.decodeStateVector(serverVector);
  if (covers(merged, ownPart(doc, ownIds), server)) {
    return pending.map((update) => Y.diffUpdate(update, serverVector)).filter(saysSomething);
  }
  return [Y.mergeUpdates([merged, Y.encodeStateAsUpdate(doc, withoutOthers(doc, { ownIds, server }))])];
}

/** True when a replica with vector `ahead` has every insertion that one with `behind` has. */
export function isAtLeast(ahead: ReadonlyMap<number, number>, behind: ReadonlyMap<number, number>): boolean {
  for (const [clientId, clock] of behind) if ((ahead.get(clientId) ?? 0) < clock) return false;
  return true;
}

export const vectorOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc));

function saysSomething(update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  return structs.length > 0 || ds.clients.size > 0;
}

const ownPart = (doc: Y.Doc, ownIds: ReadonlySet<number>): Map<number, number> =>
  new Map([...vectorOf(doc)].filter(([clientId]) => ownIds.has(clientId)));

/** The server's vector where it is about our ids; of others' content it pretends that nothing is missing. */
function withoutOthers(
  doc: Y.Doc,
  { ownIds, server }: { ownIds: ReadonlySet<number>; server: ReadonlyMap<number, number> },
): Uint8Array {
  const wanted = vectorOf(doc);
  for (const clientId of ownIds) wanted.set(clientId, server.get(clientId) ?? 0);
  return Y.encodeStateVector(wanted);
}

function covers(
  update: Uint8Array,
  own: ReadonlyMap<number, number>,
  server: ReadonlyMap<number, number>,
): boolean {
  const { from, to } = Y.parseUpdateMeta(update);
  for (const [clientId, clock] of own) {
    const known = server.get(clientId) ?? 0;
    if (known >= clock) continue;
    if ((from.get(clientId) ?? Infinity) > known || (to.get(clientId) ?? 0) < clock) return false;
  }
  return true;
}
