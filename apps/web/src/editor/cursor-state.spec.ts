import { describe, expect, it } from 'vitest';
import { readCursor } from './cursor-state.ts';

describe('a cursor in an awareness state', () => {
  it('is read with the identity that the server wrote beside it', () => {
    const cursor = { fileId: 'f', anchor: { item: 1 }, head: { item: 2 } };
    const user = { participantId: 'p', name: 'Blue Fox', colour: 3 };
    expect(readCursor({ cursor, user })).toEqual({ ...cursor, user: { name: 'Blue Fox', colour: 3 } });
  });

  it.each([null, undefined, 7, {}, { cursor: null }, { cursor: { fileId: 1 } }, { cursor: [] }])(
    'is nothing in %j',
    (state) => {
      expect(readCursor(state)).toBeUndefined();
    },
  );

  it.each([{ name: 'x', colour: -1 }, { name: 'x', colour: 1.5 }, { name: 1, colour: 1 }, 'x'])(
    'has no identity from %j',
    (user) => {
      expect(readCursor({ cursor: { fileId: 'f' }, user })?.user).toBeUndefined();
    },
  );
});
