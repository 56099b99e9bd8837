import {
  addFile,
  addFolder,
  contentHash,
  filesOf,
  metaOf,
  readTree,
  seedDocument,
  textOf,
} from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { either } from '../testing/long-form.ts';
import { DocumentCache } from './document-cache.ts';
import { Random } from './testing/random.ts';

const UPDATES = Number(process.env['FUZZ_UPDATES'] ?? either(60_000, 1_000_000));
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const UPDATES_PER_DOCUMENT = 250;
const AUTHOR_ID = 1001;
const OTHER_ID = 2002;

/** One session: the server's cache, the log it would have written, and the replicas whose updates get mutated. */
class Session {
  readonly cache = new DocumentCache(DEFAULT_LIMITS, (id) =>
    id === AUTHOR_ID ? 'author' : id === OTHER_ID ? 'other' : undefined,
  );
  readonly log: Uint8Array[] = [];
  readonly #replica = new Y.Doc();
  readonly #updates: Uint8Array[] = [];

  constructor(readonly random: Random) {
    const doc = new Y.Doc();
    doc.clientID = 1;
    seedDocument(doc, {
      title: 'T',
      language: 'python',
      files: [{ path: 'main.py', content: 'print("hello")\n' }],
    });
    const seed = Y.encodeStateAsUpdate(doc);
    this.cache.trustAll([seed]);
    this.log.push(seed);
    Y.applyUpdate(this.#replica, seed);
    this.#replica.clientID = AUTHOR_ID;
    this.#replica.on('update', (update: Uint8Array) => this.#updates.push(update));
  }

  /** A real update of the author's, which the server may have or not. */
  realUpdate(): Uint8Array {
    const { random } = this;
    if (this.#updates.length > 0 && random.chance(0.3)) {
      return this.#updates[random.below(this.#updates.length)] ?? new Uint8Array();
    }
    const before = this.#updates.length;
    this.#edit();
    const made = this.#updates.slice(before);
    return made.length === 0 ? Y.encodeStateAsUpdate(this.#replica) : Y.mergeUpdates(made);
  }

  admit(update: Uint8Array, author = 'author'): string {
    const { kind } = this.cache.admit(update, author);
    if (kind === 'later' || kind === 'now') this.log.push(update);
    return kind;
  }

  /** What the server lacks, as a client sends it after a reconnect: else gaps would hide everything behind them. */
  resync(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#replica, Y.encodeStateVector(this.cache.doc));
  }

  #edit(): void {
    const { random } = this;
    const doc = this.#replica;
    const texts = [...filesOf(doc).keys()].flatMap((fileId) => textOf(doc, fileId) ?? []);
    const text = texts[random.below(texts.length)];
    const what = random.below(10);
    if (what === 0)
      addFile(doc, { name: `f${random.below(9)}`, parentId: null, content: random.chance(0.5) ? 'x' : '' });
    else if (what === 1) addFolder(doc, { name: 'd', parentId: null });
    else if (what === 2) metaOf(doc).set('title', `T${random.below(99)}`);
    else if (what === 3) [...filesOf(doc).values()][0]?.set('name', `n${random.below(9)}.py`);
    else if (!text) return;
    else if (what < 6 && text.length > 2) text.delete(random.below(text.length - 1), 1);
    else
      text.insert(random.below(text.length + 1), random.chance(0.2) ? 'жé🐞' : 'abc'.slice(random.below(3)));
  }
}

/** What line noise, a bug or an attacker makes of an update. */
function mutate(update: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(update);
  switch (random.below(8)) {
    case 0: {
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    }
    case 1:
      bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
    case 2:
      return bytes.subarray(0, random.below(bytes.length + 1));
    case 3: {
      const at = random.below(bytes.length);
      return Uint8Array.from([...bytes.subarray(0, at), random.below(256), ...bytes.subarray(at)]);
    }
    case 4: {
      const at = random.below(bytes.length);
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + random.below(4))]);
    }
    case 5: {
      const at = random.below(Math.min(bytes.length, other.length));
      return Uint8Array.from([...bytes.subarray(0, at), ...other.subarray(at)]);
    }
    case 6:
      for (let i = 0; i < 3; i++) bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
    default:
      return bytes;
  }
}

const fingerprint = (doc: Y.Doc): string =>
  `${contentHash(doc)} ${Buffer.from(Y.encodeStateVector(doc)).toString('hex')}`;

describe(`mutated updates (seed ${SEED}, ${UPDATES} updates)`, () => {
  it(
    'never throw, never half apply, and leave a log that loads to the same document',
    { timeout: 60_000 + 10 * UPDATES },
    () => {
      const verdicts = new Map<string, number>();
      for (let done = 0, round = 0; done < UPDATES; round++) {
        const seed = SEED + round;
        const random = new Random(seed);
        const session = new Session(random);
        let before = fingerprint(session.cache.doc);
        for (let i = 0; i < UPDATES_PER_DOCUMENT; i++, done++) {
          const isResync = random.chance(0.4);
          const other = random.chance(0.5) ? session.realUpdate() : session.resync();
          const update = isResync ? session.resync() : mutate(session.realUpdate(), other, random);
          const verdict = session.admit(update, random.chance(0.1) ? 'other' : 'author');
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
          const after = fingerprint(session.cache.doc);
          const isChange = verdict === 'now' || verdict === 'later';
          if (!isChange && after !== before)
            throw new Error(`seed ${seed}, step ${i}: changed by what was ${verdict}`);
          before = after;
        }
        const { doc } = session.cache;
        const loaded = new Y.Doc();
        for (const entry of session.log) Y.applyUpdate(loaded, entry);
        expect(fingerprint(loaded), `seed ${seed}`).toBe(before);
        expect([doc.store.pendingStructs, doc.store.pendingDs], `seed ${seed}`).toEqual([null, null]);
        expect([...loaded.share.keys()].sort(), `seed ${seed}`).toEqual(['files', 'meta']);
        expect(readTree(doc).length, `seed ${seed}`).toBeGreaterThan(0);
      }
      // The test would prove nothing if all were refused, or none.
      expect(verdicts.get('refused')).toBeGreaterThan(UPDATES / 10);
      expect((verdicts.get('now') ?? 0) + (verdicts.get('later') ?? 0)).toBeGreaterThan(UPDATES / 100);
    },
  );
});
