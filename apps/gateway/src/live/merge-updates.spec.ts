import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mergeUpdates } from './merge-updates.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Three people who see each other's edits at once, and what each keystroke of theirs was as an update. */
function type(keys: readonly { who: number; at: number; text: string }[]): {
  start: Uint8Array;
  updates: Uint8Array[];
  end: Y.Doc;
} {
  const docs = [1, 2, 3].map((clientId) => Object.assign(new Y.Doc(), { clientID: clientId * 1000 }));
  const [first] = docs;
  first?.getText('t').insert(0, 'some text to begin with');
  const start = Y.encodeStateAsUpdate(first ?? new Y.Doc());
  for (const doc of docs) Y.applyUpdate(doc, start);
  const updates: Uint8Array[] = [];
  for (const { who, at, text } of keys) {
    const doc = docs[who % docs.length] ?? new Y.Doc();
    const note = (update: Uint8Array): void => void updates.push(update);
    doc.on('update', note);
    const target = doc.getText('t');
    if (text === '') target.delete(at % Math.max(1, target.length), target.length > 0 ? 1 : 0);
    else target.insert(at % (target.length + 1), text);
    doc.off('update', note);
    const last = updates.at(-1);
    for (const other of docs) if (last) Y.applyUpdate(other, last);
  }
  return { start, updates, end: docs[0] ?? new Y.Doc() };
}

const keys = fc.array(
  fc.record({
    who: fc.nat(2),
    at: fc.nat(200),
    text: fc.oneof(
      fc.constant(''),
      fc.constantFrom('a', 'bc', '\n', 'é', '語', '😀', '\r\n'),
      fc.string({ maxLength: 400 }),
    ),
  }),
  { minLength: 1, maxLength: 60 },
);

describe(`updates merged into one (seed ${SEED})`, () => {
  it('do what they do one by one', () => {
    fc.assert(
      fc.property(keys, (typed) => {
        const { start, updates, end } = type(typed);
        if (updates.length === 0) return;
        const doc = new Y.Doc();
        Y.applyUpdate(doc, start);
        Y.applyUpdate(doc, mergeUpdates(updates));
        expect(doc.getText('t').toString()).toBe(end.getText('t').toString());
        expect(doc.store.pendingStructs).toBeNull();
        expect(Y.snapshot(doc)).toEqual(Y.snapshot(end));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('can be merged again, in part or whole', () => {
    const { start, updates, end } = type(
      Array.from({ length: 40 }, (_, n) => ({ who: n, at: n * 7, text: n % 5 === 0 ? '' : 'k' })),
    );
    const halves = [mergeUpdates(updates.slice(0, 20)), mergeUpdates(updates.slice(20))];
    const doc = new Y.Doc();
    Y.applyUpdate(doc, mergeUpdates([start, ...halves]));
    expect(doc.getText('t').toString()).toBe(end.getText('t').toString());
  });

  it('are left as they are when there is only one', () => {
    const { updates } = type([{ who: 0, at: 0, text: 'x' }]);
    const [only] = updates;
    expect(mergeUpdates(updates)).toBe(only);
  });
});
