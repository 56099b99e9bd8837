import { describe, expect, it } from 'vitest';
import {
  createId,
  ID_ALPHABET,
  isSessionId,
  isWatchId,
  SESSION_ID_LENGTH,
  WATCH_ID_LENGTH,
} from './session-id.ts';

const random = (sizeBytes: number) =>
  Uint8Array.from({ length: sizeBytes }, () => Math.floor(Math.random() * 256));

describe('session ids', () => {
  it('accepts what it creates, and tells session ids from watch ids', () => {
    for (let i = 0; i < 200; i++) {
      const sessionId = createId(SESSION_ID_LENGTH, random);
      const watchId = createId(WATCH_ID_LENGTH, random);
      expect([isSessionId(sessionId), isWatchId(sessionId)]).toEqual([true, false]);
      expect([isSessionId(watchId), isWatchId(watchId)]).toEqual([false, true]);
    }
  });

  it('uses every character of the alphabet about equally often', () => {
    const counts = new Map<string, number>();
    for (const character of createId(57_000, random)) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(ID_ALPHABET.length);
    for (const count of counts.values()) expect(count).toBeGreaterThan(700);
  });

  it.each([
    '',
    'abc',
    '__proto__',
    'a'.repeat(11),
    'a'.repeat(13),
    'l23456789abc',
    'abcdefghijk\n',
    'abcdefghijk😀',
    12,
    null,
  ])('refuses %j', (value) => {
    expect(isSessionId(value)).toBe(false);
  });
});
