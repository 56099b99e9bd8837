import * as Y from 'yjs';
import type { ScannedDelete } from './update-scan.ts';

/** What the document has and an update deletes, with how much of it. */
export function* deletedNow(
  doc: Y.Doc,
  deletes: readonly ScannedDelete[],
): Generator<{ readonly item: Y.Item; readonly length: number }> {
  for (const { client, clock, length } of deletes) {
    const structs = doc.store.clients.get(client);
    if (!structs || clock >= stateOf(structs)) continue;
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const struct = structs[i];
      if (!struct || struct.id.clock >= clock + length) break;
      if (!(struct instanceof Y.Item) || struct.deleted) continue;
      const from = Math.max(clock, struct.id.clock);
      const to = Math.min(clock + length, struct.id.clock + struct.length);
      yield { item: struct, length: to - from };
    }
  }
}

/** Whether nothing of it is there any more. The document must have all that is named. */
export function areDeleted(doc: Y.Doc, deletes: readonly ScannedDelete[]): boolean {
  const { done } = deletedNow(doc, deletes).next();
  return done === true;
}

/** Whether the entry that holds a type is deleted, too. */
export function goesWithEntry(type: Y.Map<unknown>, deletes: readonly ScannedDelete[]): boolean {
  // oxlint-disable-next-line no-underscore-dangle -- Yjs has no other way from a type to its entry
  const entry: Y.Item | null = type._item;
  if (entry === null) return false;
  const { client, clock } = entry.id;
  return (
    entry.deleted ||
    deletes.some(
      (range) => range.client === client && clock >= range.clock && clock < range.clock + range.length,
    )
  );
}

/** The clock that the next struct of a client would have. */
export const stateOf = (structs: readonly (Y.Item | Y.GC)[]): number => {
  const last = structs.at(-1);
  return last ? last.id.clock + last.length : 0;
};
