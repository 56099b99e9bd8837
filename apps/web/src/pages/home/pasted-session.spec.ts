import { describe, expect, it } from 'vitest';
import { pastedSession } from './pasted-session.ts';

const ID = 'abcDEF234567';
const WATCH_ID = 'abcDEF234567WXYZ';

describe('opening a session by what somebody pasted', () => {
  it.each([
    ID,
    `  ${ID}\n`,
    `/s/${ID}`,
    `https://pairlink.example/s/${ID}`,
    `https://pairlink.example/s/${ID}/?from=chat#L3`,
    `pairlink.example/s/${ID}`,
    `http://localhost:3000/s/${ID}`,
    `<https://pairlink.example/s/${ID}>`,
    `https://pairlink.example/s/${ID}.`,
  ])('understands %j', (pasted) => {
    expect(pastedSession(pasted)).toBe(`/s/${ID}`);
  });

  it('tells a watch link from an edit link', () => {
    expect(pastedSession(`https://pairlink.example/w/${WATCH_ID}`)).toBe(`/w/${WATCH_ID}`);
    expect(pastedSession(WATCH_ID)).toBe(`/w/${WATCH_ID}`);
  });

  it.each([
    '',
    '   ',
    'hello',
    'https://pairlink.example/',
    'abcDEF23456',
    'abcDEF2345678',
    'abcDEF23456l',
    'javascript:alert(1)',
    '//evil.example/x',
    '__proto__',
  ])('finds nothing in %j', (pasted) => {
    expect(pastedSession(pasted)).toBeUndefined();
  });
});
