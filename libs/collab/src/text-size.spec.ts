import { encodeUtf8 } from 'lib0/string';
import { expect, it } from 'vitest';
import { utf8Size } from './text-size.ts';

it.each(['', 'a', 'ä', '€', '🐞', 'a🐞ß\n漢', '\ud800', 'x\udc00y', '\ud83d\ud83d\udc1e'])(
  'measures %j as UTF-8 does',
  (text) => {
    expect(utf8Size(text)).toBe(encodeUtf8(text).length);
  },
);
