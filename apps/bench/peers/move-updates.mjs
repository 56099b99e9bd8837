import { writeVarUint as writeNumber } from 'lib0/encoding';

// Rewrites updates of one author into a text of another document: the same history (every insertion, every
// deletion) under another client id, other clocks and another parent. Only what a plain text holds.

/** `Y` is the copy of Yjs whose updates these are. */
export function createMover(Y) {
  const moveId = (id, { client, clock }) => id && Y.createID(client, id.clock + clock);
  return {
    /** `to` is the author, the clock their first character gets, and the id of the text's entry. */
    move(update, to) {
      const { structs, ds } = Y.decodeUpdate(update);
      const encoder = new Y.UpdateEncoderV1();
      const [first] = structs;
      write(encoder, structs.length > 0 ? 1 : 0);
      if (first) {
        write(encoder, structs.length);
        encoder.writeClient(to.client);
        write(encoder, first.id.clock + to.clock);
      }
      for (const struct of structs) {
        struct.id = moveId(struct.id, to);
        if (struct instanceof Y.Item) {
          struct.origin = moveId(struct.origin, to);
          struct.rightOrigin = moveId(struct.rightOrigin, to);
          if (typeof struct.parent === 'string') struct.parent = to.parent;
        }
        struct.write(encoder, 0);
      }
      write(encoder, ds.clients.size);
      for (const ranges of ds.clients.values()) {
        write(encoder, to.client);
        write(encoder, ranges.length);
        for (const { clock, len } of ranges) {
          write(encoder, clock + to.clock);
          write(encoder, len);
        }
      }
      return encoder.toUint8Array();
    },
  };
}

const write = (encoder, value) => writeNumber(encoder.restEncoder, value);
