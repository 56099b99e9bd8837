import type * as Y from 'yjs';
import { filesOf, metaOf, textOf } from './session-document.ts';

/**
 * 64 bits, as 16 hexadecimal digits, over everything a person can see in the document. Two replicas can have
 * equal state vectors and different contents (when somebody wrote under another's Yjs client id), which no
 * exchange of state vectors can notice; comparing this does. It detects faults, not attackers: it is fast, not
 * cryptographic (two lanes of 32-bit FNV-1a with different primes and seeds, finished as in MurmurHash3).
 */
export function contentHash(doc: Y.Doc): string {
  const hash = new Fnv64();
  const meta = metaOf(doc);
  for (const key of [...meta.keys()].sort()) hash.add(key).add(String(meta.get(key)));
  const files = filesOf(doc);
  for (const fileId of [...files.keys()].sort()) {
    const node = files.get(fileId);
    hash.add(fileId);
    for (const key of ['kind', 'name', 'parentId']) hash.add(String(node?.get(key)));
    hash.add(textOf(doc, fileId)?.toString() ?? '\u0000');
  }
  return hash.digest();
}

class Fnv64 {
  #a = 0x811c9dc5;
  #b = 0x9747b28c;

  /** Adds a string and its length, so that moving a character over a border changes the hash. */
  add(text: string): this {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x85ebca6b);
    }
    this.#a = Math.imul(a ^ text.length, 0x01000193);
    this.#b = Math.imul(b ^ text.length, 0xc2b2ae35);
    return this;
  }

  digest(): string {
    return hex(mix(this.#a)) + hex(mix(this.#b));
  }
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');
