import * as Y from 'yjs';

/**
 * What to send to a server with state vector `serverVector` so that it has all of `doc`. Normally that is `pending`,
 * the unacknowledged edits: the server had acknowledged the rest. When it turns out to lack more, everything it
 * lacks is sent. `undefined` means nothing is missing. Either form says all that `pending` says, deletions too,
 * which no state vector tells about.
 */
export function missingFromServer(
  doc: Y.Doc,
  pending: readonly Uint8Array[],
  serverVector: Uint8Array,
): Uint8Array | undefined {
  const merged = pending.length > 0 ? Y.mergeUpdates([...pending]) : undefined;
  const isCovered = merged
    ? covers(merged, doc, serverVector)
    : isAtLeast(Y.decodeStateVector(serverVector), Y.decodeStateVector(Y.encodeStateVector(doc)));
  if (!isCovered) return Y.encodeStateAsUpdate(doc, serverVector);
  if (!merged) return undefined;
  const missing = Y.diffUpdate(merged, serverVector);
  const { structs, ds } = Y.decodeUpdate(missing);
  return structs.length > 0 || ds.clients.size > 0 ? missing : undefined;
}

/** True when a replica with vector `ahead` has every insertion that one with `behind` has. */
export function isAtLeast(ahead: ReadonlyMap<number, number>, behind: ReadonlyMap<number, number>): boolean {
  for (const [clientId, clock] of behind) if ((ahead.get(clientId) ?? 0) < clock) return false;
  return true;
}

function covers(update: Uint8Array, doc: Y.Doc, serverVector: Uint8Array): boolean {
  const { from, to } = Y.parseUpdateMeta(update);
  const server = Y.decodeStateVector(serverVector);
  for (const [clientId, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
    const known = server.get(clientId) ?? 0;
    if (known >= clock) continue;
    if ((from.get(clientId) ?? Infinity) > known || (to.get(clientId) ?? 0) < clock) return false;
  }
  return true;
}
