import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { readPlainEdit } from './plain-edit.ts';

/** Entries of one Yjs client id that follow each other. */
interface Run {
  readonly clock: number;
  end: number;
  readonly structs: Uint8Array[];
}

/**
 * One update (v1) that does what `updates` do, in their order. Keystrokes, which are nearly all there is, are put
 * together as they are; Yjs would take each apart and write it anew, for five times the price.
 */
export function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  if (updates.length === 1 && only) return only;
  return mergePlain(updates) ?? Y.mergeUpdates([...updates]);
}

/** `undefined` when one of them is more than a keystroke, or does not follow what its author wrote before. */
function mergePlain(updates: readonly Uint8Array[]): Uint8Array | undefined {
  const runs = new Map<number, Run>();
  const deletes = new Map<number, number[]>();
  for (const update of updates) {
    const edit = readPlainEdit(update);
    if (!edit) return undefined;
    const { client, clock, length } = edit;
    if (edit.kind === 'delete') {
      const ranges = deletes.get(client);
      if (ranges) ranges.push(clock, length);
      else deletes.set(client, [clock, length]);
      continue;
    }
    const struct = update.subarray(edit.structAt, -1);
    const run = runs.get(client);
    if (!run) runs.set(client, { clock, end: clock + length, structs: [struct] });
    else if (run.end === clock) {
      run.end += length;
      run.structs.push(struct);
    } else return undefined;
  }
  return write(runs, deletes);
}

// The v1 encoding as yjs 13 writes it: blocks by client id, the highest first, then what is deleted.
function write(runs: ReadonlyMap<number, Run>, deletes: ReadonlyMap<number, number[]>): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, runs.size);
  for (const [client, { clock, structs }] of [...runs].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) encoding.writeUint8Array(encoder, struct);
  }
  encoding.writeVarUint(encoder, deletes.size);
  for (const [client, ranges] of [...deletes].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length / 2);
    for (const number of ranges) encoding.writeVarUint(encoder, number);
  }
  return encoding.toUint8Array(encoder);
}
