import { decodeBytes } from '@pairlink/collab';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64 } from './base64.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const decode = (text: string): number[] | undefined => {
  const bytes = Buffer.from(`"${text}"`, 'latin1');
  const decoded = decodeBase64(bytes, 1, bytes.length - 1);
  return decoded && [...decoded];
};

it(`bytes come back from base64 (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decode(Buffer.from(bytes).toString('base64'))).toEqual([...bytes]);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

it(`whatever else is refused, as everywhere on the wire (seed ${SEED})`, () => {
  const letter = fc.constantFrom(
    'A',
    'Z',
    'a',
    'z',
    '0',
    '9',
    '+',
    '/',
    '=',
    '-',
    '_',
    ' ',
    '\n',
    '"',
    '\\',
    'é',
    '\0',
  );
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 12 }), (text) => {
      const expected = decodeBytes(text);
      expect(decode(text)).toEqual(expected && [...expected]);
    }),
    { seed: SEED, numRuns: 5000 },
  );
});
