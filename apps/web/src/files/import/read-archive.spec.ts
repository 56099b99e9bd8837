import { DEFAULT_LIMITS } from '@pairlink/protocol';
import type { Zippable } from 'fflate';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readArchive } from './read-archive.ts';

const LIMITS = { ...DEFAULT_LIMITS, fileTextBytes: 10_000, sessionTextBytes: 50_000 };

const read = (entries: Zippable) => readArchive(zipSync(entries), LIMITS);

function textsOf(incoming: ReturnType<typeof readArchive>): Record<string, string> {
  if (incoming.kind === 'unreadable') throw new Error(incoming.why);
  return Object.fromEntries(incoming.files.map(({ path, bytes }) => [path, strFromU8(bytes)]));
}

/** Changes a field of the first entry in the table of contents. */
function forge(archive: Uint8Array, offset: number, value: number): Uint8Array {
  const view = new DataView(archive.buffer);
  let at = 0;
  while (view.getUint32(at, true) !== 0x02014b50) at++;
  view.setUint32(at + offset, value, true);
  return archive;
}

const SIZE_FIELD = 24;

describe('a zip archive', () => {
  it('gives its files, deflated or stored, byte by byte', () => {
    const files = {
      'main.py': strToU8('print(1)\n'.repeat(500)),
      'src/Grüße.txt': [strToU8('Grüße 🐞'), { level: 0 }],
      'empty/': new Uint8Array(),
    } satisfies Zippable;
    expect(textsOf(read(files))).toEqual({
      'main.py': 'print(1)\n'.repeat(500),
      'src/Grüße.txt': 'Grüße 🐞',
    });
  });

  it('of one folder gives what is in it, and no litter', () => {
    const one = strToU8('1');
    const files = {
      'shop/a.py': one,
      'shop/src/b.py': one,
      '__MACOSX/shop/._a.py': one,
      'shop/.DS_Store': one,
    };
    expect(textsOf(read(files))).toEqual({ 'a.py': '1', 'src/b.py': '1' });
  });

  it('of 200 files is read whole', () => {
    const entries = Array.from({ length: 200 }, (_, n) => [`dir${n % 7}/f${n}.txt`, strToU8(`text ${n}`)]);
    const files: Zippable = Object.fromEntries(entries);
    expect(Object.keys(textsOf(read(files)))).toHaveLength(200);
  });

  it('tells which of its files are too large, without inflating them', () => {
    const incoming = read({ 'a.txt': strToU8('a'), 'bomb.txt': [new Uint8Array(3_000_000), { level: 9 }] });
    expect(textsOf(incoming)).toEqual({ 'a.txt': 'a' });
    expect(incoming).toMatchObject({
      unfit: [{ path: 'bomb.txt', why: '3.0 MB, where a file may have 10.0 kB', canBeLeftOut: true }],
    });
  });

  it('is refused as a whole when it is too large together', () => {
    const entries = Array.from({ length: 6 }, (_, n) => [`${n}.txt`, new Uint8Array(9000)]);
    const files: Zippable = Object.fromEntries(entries);
    expect(read(files)).toEqual({
      kind: 'unreadable',
      why: 'Unpacked it would be 54.0 kB, where a session may have 50.0 kB.',
    });
  });

  it('that lies about the size of a file gives nothing of it', () => {
    const bomb = zipSync({ 'bomb.txt': [new Uint8Array(30_000_000), { level: 9 }] });
    expect(readArchive(forge(bomb, SIZE_FIELD, 100), LIMITS)).toMatchObject({
      files: [],
      unfit: [{ path: 'bomb.txt', why: 'is damaged in the archive' }],
    });
  });

  it('with a wrong checksum gives nothing of the file', () => {
    const archive = forge(zipSync({ 'a.txt': strToU8('abc') }), 16, 1);
    expect(readArchive(archive, LIMITS)).toMatchObject({ files: [], unfit: [{ path: 'a.txt' }] });
  });

  it('with a password is refused', () => {
    const archive = forge(zipSync({ 'a.txt': strToU8('abc') }), 8, 1);
    expect(readArchive(archive, LIMITS)).toEqual({
      kind: 'unreadable',
      why: 'It has a password. Pack it again without one.',
    });
  });

  it('cut off at any byte is refused or told to be damaged, and never throws', () => {
    const archive = zipSync({ 'a.txt': strToU8('abc'), 'b.txt': strToU8('def'.repeat(100)) });
    for (let end = 0; end < archive.length; end++) {
      expect(readArchive(archive.slice(0, end), LIMITS)).toMatchObject({ kind: 'unreadable' });
    }
  });
});
