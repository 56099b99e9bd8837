import { contentHash, filesOf, seedDocument } from '@pairlink/collab';
import { DEFAULT_LIMITS } from '@pairlink/protocol';
import { pino } from 'pino';
import * as Y from 'yjs';
import { GroupCommit } from '../../live/group-commit.ts';
import { StoredDocument } from '../../live/stored-document.ts';
import { beginSession } from '../../sessions/session.ts';
import type { SessionStore } from '../../store/session-store.ts';
import { openStore } from './open-store.ts';

/**
 * Run by `crash-in-compaction.spec.ts` as a process of its own: edits a session until its log is compacted for the
 * second time, and dies in the middle of that. Prints the session's id, the content hash after each edit that was
 * stored, and the one at the moment of death.
 */
const [place = '', step = ''] = process.argv.slice(2);
/** A few of these are worth a compaction. */
const EDIT_BYTES = 90_000;

const say = (what: string, hash: string): void => void process.stdout.write(`${what} ${hash}\n`);

function die(): Promise<never> {
  say('died', contentHash(document.doc ?? new Y.Doc()));
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

let compactions = 0;
const dieInCompaction: SessionStore['compact'] = async (...parameters) => {
  const isLast = ++compactions === 2;
  if (isLast && step === 'asked for') return die();
  const done = store.compact(...parameters);
  if (isLast && step === 'under way') setImmediate(() => void die());
  await done;
  return isLast ? die() : undefined;
};

const store = await openStore(place);
const facts = { title: '', language: 'python' as const, isPublic: false, passwordHash: undefined };
const { record } = beginSession(facts, Date.now());
const seed = new Y.Doc();
seedDocument(seed, { title: '', language: 'python', files: [{ path: 'main.py', content: '' }] });
await store.create(record, { update: Y.encodeStateAsUpdate(seed), at: Date.now() });
say('session', record.sessionId);

const document: StoredDocument = new StoredDocument({
  sessionId: record.sessionId,
  store: new Proxy(store, {
    get: (target, name) => {
      const member: unknown = name === 'compact' ? dieInCompaction : Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  }),
  // Edits go on while a slow store is asked.
  limits: { ...DEFAULT_LIMITS, fileTextBytes: Infinity, sessionTextBytes: Infinity },
  log: pino({ level: 'silent' }),
  commit: new GroupCommit(store.roundMs),
  onFlush: () => undefined,
  onLoad: () => undefined,
  onHint: () => undefined,
  onMissing: () => Promise.reject(new Error('The session is missing.')),
});
for (let n = 0; ; n++) {
  const stored = await document.edit(undefined, (doc) => {
    const [file] = filesOf(doc).values();
    const text = file?.get('text');
    if (text instanceof Y.Text) text.insert(text.length, `${n};`.padStart(EDIT_BYTES, ' '));
  });
  if (!stored.ok) throw new Error(stored.problem.code);
  say('stored', contentHash(document.doc ?? new Y.Doc()));
}
