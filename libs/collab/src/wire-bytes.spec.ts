import { describe, expect, it } from 'vitest';
import { decodeBytes, encodeBytes } from './wire-bytes.ts';

describe('bytes on the wire', () => {
  it('travel as base64 text up to 4 KiB and as they are above', () => {
    const small = Uint8Array.from({ length: 4096 }, (_, i) => i % 256);
    const large = Uint8Array.from({ length: 4097 }, (_, i) => i % 256);
    expect(typeof encodeBytes(small)).toBe('string');
    expect(decodeBytes(encodeBytes(small))).toEqual(small);
    expect(encodeBytes(large)).toBe(large);
  });

  it('are read from every binary type, without the bytes around a view', () => {
    const buffer = Uint8Array.from([9, 1, 2, 9]).buffer;
    expect(decodeBytes(new Uint8Array(buffer, 1, 2))).toEqual(Uint8Array.from([1, 2]));
    expect(decodeBytes(new DataView(buffer, 1, 2))).toEqual(Uint8Array.from([1, 2]));
    expect(decodeBytes(buffer)).toHaveLength(4);
  });

  it.each([null, 12, {}, { length: 1e9 }, [1, 2], 'no base64!', 'abc'])('refuse %j', (value) => {
    expect(decodeBytes(value)).toBeUndefined();
  });
});
