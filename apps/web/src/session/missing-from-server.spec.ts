import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { missingFromServer } from './missing-from-server.ts';

/** A client's document and the server's, equal at first. */
function pair(): { client: Y.Doc; server: Y.Doc; pending: Uint8Array[] } {
  const client = new Y.Doc();
  client.getText().insert(0, 'shared');
  const server = new Y.Doc();
  Y.applyUpdate(server, Y.encodeStateAsUpdate(client));
  const pending: Uint8Array[] = [];
  client.on('update', (update: Uint8Array) => pending.push(update));
  return { client, server, pending };
}

const missing = ({ client, server, pending }: ReturnType<typeof pair>): Uint8Array[] => [
  ...missingFromServer({
    doc: client,
    pending,
    serverVector: Y.encodeStateVector(server),
    ownIds: new Set([client.clientID]),
  }),
];

describe('what the server lacks', () => {
  it('is nothing when nothing is pending and it has everything', () => {
    const { client, server, pending } = pair();
    expect(missing({ client, server, pending })).toEqual([]);
  });

  it('is what is pending, without the part that arrived though its acknowledgement did not', () => {
    const { client, server, pending } = pair();
    client.getText().insert(6, ' arrived');
    for (const update of pending) Y.applyUpdate(server, update);
    expect(missing({ client, server, pending })).toEqual([]);
    client.getText().insert(14, ' not');
    const rest = Y.mergeUpdates(missing({ client, server, pending }));
    expect(rest.byteLength).toBeLessThan(40);
    Y.applyUpdate(server, rest);
    expect(server.getText().toString()).toBe('shared arrived not');
  });

  it('includes deletions, which no state vector tells about', () => {
    const { client, server, pending } = pair();
    client.getText().delete(0, 3);
    for (const update of missing({ client, server, pending })) Y.applyUpdate(server, update);
    expect(server.getText().toString()).toBe('red');
  });

  it('is everything it lacks when it has lost what it had acknowledged', () => {
    const { client, pending } = pair();
    client.getText().insert(0, 'more ');
    const emptied = new Y.Doc();
    for (const update of missing({ client, server: emptied, pending })) Y.applyUpdate(emptied, update);
    expect(emptied.getText().toString()).toBe('more shared');
  });

  it('never includes what others wrote, though the server lost it', () => {
    const { client, server, pending } = pair();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(client));
    other.getText().insert(0, 'theirs ');
    Y.applyUpdate(client, Y.encodeStateAsUpdate(other));
    pending.pop();
    client.getText().insert(13, ' mine');
    const sent = Y.mergeUpdates(missing({ client, server, pending }));
    expect([...Y.parseUpdateMeta(sent).from.keys()]).toEqual([client.clientID]);
  });
});
