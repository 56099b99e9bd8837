import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Outbox } from './outbox.ts';

/** The update of one edit each. */
function updatesOf(...edits: readonly string[]): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const edit of edits) doc.getText().insert(doc.getText().length, edit);
  return updates;
}

function textOf(updates: readonly (Uint8Array | undefined)[]): string {
  const doc = new Y.Doc();
  for (const update of updates) if (update) Y.applyUpdate(doc, update);
  return doc.getText().toString();
}

function filled(...edits: readonly string[]): Outbox {
  const outbox = new Outbox();
  for (const update of updatesOf(...edits)) outbox.add(update);
  return outbox;
}

describe('an outbox', () => {
  it('merges what is unsent into one message and forgets it when acknowledged', () => {
    const outbox = filled('a', 'b', 'c');
    const message = outbox.take();
    expect(textOf([message?.update])).toBe('abc');
    expect([outbox.waiting, outbox.messagesInFlight, outbox.take()]).toEqual([3, 1, undefined]);
    outbox.acknowledge(message?.id ?? 0);
    expect([outbox.waiting, outbox.messagesInFlight]).toEqual([0, 0]);
    expect(outbox.pending()).toEqual([]);
  });

  it('merges nothing across what came from others', () => {
    const [a, b, c] = updatesOf('a', 'b', 'c');
    const outbox = new Outbox();
    for (const update of [a, b]) if (update) outbox.add(update);
    outbox.interrupt();
    if (c) outbox.add(c);
    const messages = [outbox.take(), outbox.take()];
    expect([textOf([messages[0]?.update]), textOf(messages.map((message) => message?.update))]).toEqual([
      'ab',
      'abc',
    ]);
    outbox.takeBack();
    expect(outbox.pending()).toHaveLength(2);
  });

  it('takes everything in flight back in the old order, before what came later', () => {
    const updates = updatesOf('a', 'b', 'c');
    const outbox = new Outbox();
    for (const update of updates) {
      outbox.add(update);
      if (update !== updates[2]) outbox.take();
    }
    outbox.takeBack();
    expect(textOf([outbox.take()?.update])).toBe('abc');
  });

  it('ignores acknowledgements of messages that were taken back', () => {
    const outbox = filled('a');
    const message = outbox.take();
    outbox.takeBack();
    outbox.acknowledge(message?.id ?? 0);
    expect(outbox.waiting).toBe(1);
  });

  it('keeps messages far below the limit of the server', () => {
    const outbox = filled('x'.repeat(100_000), 'y'.repeat(100_000), 'z');
    const sizes = [outbox.take(), outbox.take(), outbox.take()].map(
      (message) => message?.update.byteLength ?? 0,
    );
    expect(sizes.map((size) => Math.round(size / 100_000))).toEqual([1, 1, 0]);
  });

  it('counts edits, not messages, also when other updates take the place of what was pending', () => {
    const outbox = filled('a', 'b', 'c');
    outbox.replace(updatesOf('abc'));
    expect(outbox.waiting).toBe(3);
    outbox.replace(updatesOf('ab', 'c'));
    expect(outbox.waiting).toBe(3);
    outbox.replace([]);
    expect(outbox.waiting).toBe(0);
    outbox.replace(updatesOf('a'));
    expect(outbox.waiting).toBe(1);
  });
});
