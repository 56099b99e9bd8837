import { describe, expect, it } from 'vitest';
import { isPong, readPlainUpdate } from './plain-message.ts';

const read = (message: string) => readPlainUpdate(Buffer.from(message));

describe('a message that is a keystroke', () => {
  it('is read without Socket.io', () => {
    const data = ['doc-update', Uint8Array.from([0, 1, 2, 255])];
    expect(read('420["doc-update","AAEC/w=="]')).toEqual({ id: 0, data });
    expect(read('42123456789["doc-update","AAEC/w=="]')).toEqual({ id: 123_456_789, data });
    expect(read('421["doc-update",""]')).toEqual({ id: 1, data: ['doc-update', new Uint8Array(0)] });
  });

  it.each([
    ['has no id to acknowledge', '42["doc-update","AAEC"]'],
    ['has more digits than any client counts', '421234567890["doc-update","AAEC"]'],
    ['is for another namespace', '42/other,1["doc-update","AAEC"]'],
    ['is another event', '421["doc-updates","AAEC"]'],
    ['is another packet', '431["doc-update","AAEC"]'],
    ['announces an attachment', '451-1["doc-update",{"_placeholder":true,"num":0}]'],
    ['has blanks', '421["doc-update", "AAEC"]'],
    ['has escapes', String.raw`421["doc-update","AAE\/"]`],
    ['has a second argument', '421["doc-update","AAEC","AAEC"]'],
    ['is no base64', '421["doc-update","AAE"]'],
    ['has letters beyond base64', '421["doc-update","AAEÄ"]'],
    ['is cut off', '421["doc-update","AAEC"'],
    ['ends before its update', '421["doc-update","]'],
    ['is a ping', '2'],
    ['is empty', ''],
  ])('is left to Socket.io when it %s', (_, message) => {
    expect(read(message)).toBeUndefined();
  });
});

it('a pong is three, alone', () => {
  expect(['3', '3probe', '33', '2', ''].map((message) => isPong(Buffer.from(message)))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
