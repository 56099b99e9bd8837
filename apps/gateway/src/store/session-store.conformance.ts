import { randomBytes } from 'node:crypto';
import type { ChatMessage, RunRecord } from '@pairlink/protocol';
import { createId, SESSION_ID_LENGTH, WATCH_ID_LENGTH } from '@pairlink/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import type { LogEntry, SessionRecord, SessionStore, StoredEntry } from './session-store.ts';
import { ACTIVITY_STEP_MS, SessionMissing } from './session-store.ts';

/** A store under test, in a place of its own. */
export interface StoreFixture {
  /** Opens the place; where several processes may share it, several times. */
  open(options: { goneRetentionMs: number }): Promise<SessionStore>;
  /** Removes the place. */
  dispose(): Promise<void>;
}

export interface StoreKind {
  readonly name: string;
  /** Whether several processes may share one place. */
  readonly isShared: boolean;
  start(): Promise<StoreFixture>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const NOON = 1_800_000_000_000 - (1_800_000_000_000 % ACTIVITY_STEP_MS);

const newRecord = (facts: Partial<SessionRecord> = {}): SessionRecord => ({
  sessionId: createId(SESSION_ID_LENGTH, randomBytes),
  watchId: createId(WATCH_ID_LENGTH, randomBytes),
  hostTokenHash: randomBytes(32).toString('hex'),
  epoch: randomBytes(12).toString('base64url'),
  title: 'Überschrift \u{1f600}',
  language: 'python',
  isPublic: false,
  isLocked: false,
  createdAt: NOON,
  lastActive: NOON,
  totalEdits: 0,
  ...facts,
});

const entry = (text: string, at = NOON): LogEntry => ({ update: Buffer.from(text), at });
const textsOf = (entries: readonly StoredEntry[] | undefined): string[] | undefined =>
  entries?.map(({ update }) => Buffer.from(update).toString());
const chatMessage = (n: number): ChatMessage => ({
  id: `message ${n}`,
  participantId: 'p1',
  name: 'Blue Fox',
  text: `text ${n}`,
  at: NOON + n,
});
const run = (n: number, facts: Partial<RunRecord> = {}): RunRecord => ({
  runId: `run-${n}`,
  participantId: 'p1',
  participantName: 'Blue Fox',
  language: 'python',
  entry: 'main.py',
  startedAt: NOON + n,
  chunks: [{ kind: 'stdout', text: `out ${n}\n` }],
  isCut: false,
  ...facts,
});

/** What every session store must do, whatever it keeps sessions in. */
export function describeSessionStore(kind: StoreKind): void {
  describe(`the session store in ${kind.name}`, () => {
    let fixture: StoreFixture;
    let store: SessionStore;
    const create = async (facts: Partial<SessionRecord> = {}, seed = 'seed'): Promise<SessionRecord> => {
      const record = newRecord(facts);
      expect(await store.create(record, entry(seed, record.createdAt))).toBe(true);
      return record;
    };

    beforeAll(async () => {
      fixture = await kind.start();
      store = await fixture.open({ goneRetentionMs: DAY_MS });
    }, 60_000);
    afterAll(async () => {
      await store.close();
      await fixture.dispose();
    }, 60_000);

    describe('a session', () => {
      it('is found by its id and by its watch id', async () => {
        const record = await create({ passwordHash: 'salt.hash', isPublic: true, isLocked: true });
        expect(await store.find(record.sessionId)).toEqual({ kind: 'live', record });
        expect(await store.findByWatchId(record.watchId)).toEqual({ kind: 'live', record });
      });

      it('is unknown before it is created, under odd ids too', async () => {
        for (const id of ['222222222222', '', '__proto__', '*', '{x}', 'a:b', 'x'.repeat(300)]) {
          expect(await store.find(id)).toEqual({ kind: 'unknown' });
          expect(await store.findByWatchId(id)).toEqual({ kind: 'unknown' });
        }
      });

      it('is created once, however many try at the same time', async () => {
        const record = newRecord();
        const tries = Array.from({ length: 10 }, (_, n) => store.create(record, entry(`seed ${n}`)));
        const outcomes = await Promise.all(tries);
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        expect((await store.load(record.sessionId)).entries).toHaveLength(1);
      });

      it('cannot take the watch id of another', async () => {
        const record = await create();
        const other = newRecord({ watchId: record.watchId });
        expect(await store.create(other, entry('x'))).toBe(false);
        expect(await store.find(other.sessionId)).toEqual({ kind: 'unknown' });
        expect(await store.findByWatchId(record.watchId)).toMatchObject({ record });
      });

      it('changes in part', async () => {
        const record = await create();
        await store.update(record.sessionId, { title: 'New', isLocked: true, passwordHash: 'a.b' });
        const changed = { ...record, title: 'New', isLocked: true, passwordHash: 'a.b' };
        expect(await store.find(record.sessionId)).toEqual({ kind: 'live', record: changed });
        await store.update(record.sessionId, { passwordHash: null });
        const { passwordHash: _, ...open } = changed;
        expect(await store.find(record.sessionId)).toEqual({ kind: 'live', record: open });
      });

      it('keeps both of two changes made at once', async () => {
        const record = await create();
        await Promise.all([
          store.update(record.sessionId, { title: 'New' }),
          store.update(record.sessionId, { language: 'javascript' }),
          store.append(record.sessionId, entry('edit', NOON + 5), 3),
        ]);
        const changed = { title: 'New', language: 'javascript', totalEdits: 3, lastActive: NOON + 5 };
        expect(await store.find(record.sessionId)).toMatchObject({ record: changed });
      });

      it('refuses what is written to a session that is not there', async () => {
        const id = '222222222222';
        await expect(store.append(id, entry('x'), 1)).rejects.toThrow(SessionMissing);
        await expect(store.update(id, { title: 'x' })).rejects.toThrow(SessionMissing);
        await expect(store.load(id)).rejects.toThrow(SessionMissing);
        await expect(store.readAfter(id, '0')).rejects.toThrow(SessionMissing);
        await expect(store.compact(id, Buffer.from('x'), '1')).rejects.toThrow(SessionMissing);
        await expect(store.claimClientId(id, 1, 'p1')).rejects.toThrow(SessionMissing);
        await expect(store.addChat(id, chatMessage(1), 10)).rejects.toThrow(SessionMissing);
        await expect(store.putRun(id, run(1), 10)).rejects.toThrow(SessionMissing);
        expect(await store.find(id)).toEqual({ kind: 'unknown' });
      });
    });

    describe('the log', () => {
      it('begins with the seed at position 1', async () => {
        const { sessionId } = await create({}, 'the seed');
        const log = await store.load(sessionId);
        expect(log).toMatchObject({ snapshot: undefined, seq: '1' });
        expect(textsOf(log.entries)).toEqual(['the seed']);
      });

      it('gives back entries byte for byte, with author and time', async () => {
        const { sessionId } = await create();
        const update = randomBytes(1024 * 1024);
        await store.append(sessionId, { update, at: NOON + 0.5, participantId: 'Ab-_9' }, 1);
        await store.append(sessionId, { update: new Uint8Array(0), at: NOON }, 1);
        const [first, second] = (await store.readAfter(sessionId, '1')) ?? [];
        expect(first).toMatchObject({ at: NOON + 0.5, participantId: 'Ab-_9', seq: '2' });
        expect(Buffer.compare(Buffer.from(first?.update ?? []), update)).toBe(0);
        expect(second).toEqual({ at: NOON, update: new Uint8Array(0), seq: '3' });
      });

      it('numbers entries one by one, in the order of the calls, with many at once', async () => {
        const { sessionId } = await create();
        const texts = Array.from({ length: 500 }, (_, n) => `entry ${n}`);
        const positions = await Promise.all(texts.map((text) => store.append(sessionId, entry(text), 1)));
        expect(positions).toEqual(texts.map((_, n) => String(n + 2)));
        const { entries, seq } = await store.load(sessionId);
        expect(textsOf(entries)).toEqual(['seed', ...texts]);
        expect(seq).toBe('501');
      });

      it('keeps sessions apart that are written to at the same time', async () => {
        const records = await Promise.all(Array.from({ length: 20 }, () => create()));
        await Promise.all(
          records.flatMap(({ sessionId }) =>
            Array.from({ length: 20 }, (_, n) => store.append(sessionId, entry(`${sessionId} ${n}`), 1)),
          ),
        );
        for (const { sessionId } of records) {
          const { entries } = await store.load(sessionId);
          expect(textsOf(entries.slice(1))).toEqual(
            Array.from({ length: 20 }, (_, n) => `${sessionId} ${n}`),
          );
        }
      });

      it('is read on from a position', async () => {
        const { sessionId } = await create();
        for (const text of ['a', 'b', 'c']) await store.append(sessionId, entry(text), 1);
        expect(textsOf(await store.readAfter(sessionId, '0'))).toEqual(['seed', 'a', 'b', 'c']);
        expect(textsOf(await store.readAfter(sessionId, '2'))).toEqual(['b', 'c']);
        expect(await store.readAfter(sessionId, '4')).toEqual([]);
      });

      it('asks to be loaded again by whoever is ahead of it', async () => {
        const { sessionId } = await create();
        expect(await store.readAfter(sessionId, '2')).toBeUndefined();
      });

      it('counts edits and renews the time of last activity', async () => {
        const { sessionId } = await create();
        await store.append(sessionId, entry('a', NOON + 7), 2);
        await store.append(sessionId, entry('b', NOON + 3), 1);
        expect(await store.find(sessionId)).toMatchObject({
          record: { totalEdits: 3, lastActive: NOON + 7 },
        });
      });
    });

    describe('compaction', () => {
      it('puts a snapshot in the place of the entries it covers', async () => {
        const { sessionId } = await create();
        for (const text of ['a', 'b', 'c']) await store.append(sessionId, entry(text), 1);
        await store.compact(sessionId, Buffer.from('snapshot'), '3');
        const log = await store.load(sessionId);
        expect(Buffer.from(log.snapshot ?? []).toString()).toBe('snapshot');
        expect(textsOf(log.entries)).toEqual(['c']);
        expect(log.seq).toBe('4');
        expect(await store.append(sessionId, entry('d'), 1)).toBe('5');
      });

      it('leaves an empty log going on where it was', async () => {
        const { sessionId } = await create();
        await store.compact(sessionId, Buffer.from('snapshot'), '1');
        expect(await store.load(sessionId)).toMatchObject({ entries: [], seq: '1' });
        expect(await store.readAfter(sessionId, '1')).toEqual([]);
        expect(await store.append(sessionId, entry('a'), 1)).toBe('2');
      });

      it('makes readers load again who were behind it', async () => {
        const { sessionId } = await create();
        for (const text of ['a', 'b', 'c']) await store.append(sessionId, entry(text), 1);
        await store.compact(sessionId, Buffer.from('snapshot'), '3');
        expect(await store.readAfter(sessionId, '2')).toBeUndefined();
        expect(textsOf(await store.readAfter(sessionId, '3'))).toEqual(['c']);
      });

      it('never goes back to an earlier snapshot', async () => {
        const { sessionId } = await create();
        for (const text of ['a', 'b', 'c']) await store.append(sessionId, entry(text), 1);
        await store.compact(sessionId, Buffer.from('late'), '3');
        await store.compact(sessionId, Buffer.from('early'), '2');
        await store.compact(sessionId, Buffer.from('same'), '3');
        const { snapshot } = await store.load(sessionId);
        expect(Buffer.from(snapshot ?? []).toString()).toBe('late');
      });

      it('loses nothing that is appended meanwhile, whoever else compacts', async () => {
        const { sessionId } = await create();
        let written = 1;
        for (let round = 0; round < 20; round++) {
          const appends = Array.from({ length: 5 }, () => store.append(sessionId, entry(`${++written}`), 1));
          const upTo = String(written - 5);
          const compactions = [store.compact(sessionId, Buffer.from(upTo), upTo)];
          if (round > 0) compactions.push(store.compact(sessionId, Buffer.from('1'), '1'));
          const [log] = await Promise.all([store.load(sessionId), ...appends, ...compactions]);
          expect(Number(log.entries[0]?.seq ?? log.seq)).toBeLessThanOrEqual(written);
        }
        const { snapshot, entries, seq } = await store.load(sessionId);
        const covered = Number(Buffer.from(snapshot ?? []).toString());
        expect(seq).toBe(String(written));
        expect(entries.map((stored) => Number(stored.seq))).toEqual(
          Array.from({ length: written - covered }, (_, n) => covered + n + 1),
        );
      });
    });

    describe('removal', () => {
      it('leaves only the reason, under both ids', async () => {
        const record = await create({ isPublic: true });
        const { sessionId, watchId } = record;
        await store.claimClientId(sessionId, 7, 'p1');
        await store.addChat(sessionId, chatMessage(1), 10);
        await store.putRun(sessionId, run(1), 10);
        await store.compact(sessionId, Buffer.from('snapshot'), '1');
        expect(await store.remove(sessionId, 'deleted')).toBe(true);
        const gone = { kind: 'gone', reason: 'deleted' };
        expect(await store.find(sessionId)).toEqual(gone);
        expect(await store.findByWatchId(watchId)).toEqual(gone);
        await expect(store.append(sessionId, entry('x'), 1)).rejects.toThrow(SessionMissing);
        await expect(store.load(sessionId)).rejects.toThrow(SessionMissing);
        expect([...(await store.clientIds(sessionId))]).toEqual([]);
        expect(await store.listChat(sessionId)).toEqual([]);
        expect(await store.listRuns(sessionId)).toEqual([]);
        expect(await store.create(record, entry('again'))).toBe(false);
        expect(await store.remove(sessionId, 'expired')).toBe(false);
        expect(await store.find(sessionId)).toEqual(gone);
      });

      it('is not undone by what was on its way', async () => {
        const { sessionId } = await create();
        const onTheirWay = Array.from({ length: 20 }, (_, n) => store.append(sessionId, entry(`${n}`), 1));
        const removed = store.remove(sessionId, 'expired');
        const late = Array.from({ length: 20 }, (_, n) => store.append(sessionId, entry(`${n}`), 1));
        await Promise.allSettled([...onTheirWay, removed, ...late]);
        expect(await store.find(sessionId)).toEqual({ kind: 'gone', reason: 'expired' });
        await expect(store.load(sessionId)).rejects.toThrow(SessionMissing);
      });

      it('can spare sessions that have been used since', async () => {
        const { sessionId } = await create();
        await store.append(sessionId, entry('used', NOON + 1000), 1);
        expect(await store.remove(sessionId, 'expired', NOON + 1000)).toBe(false);
        expect(await store.find(sessionId)).toMatchObject({ kind: 'live' });
        expect(await store.remove(sessionId, 'expired', NOON + 1001)).toBe(true);
      });
    });

    describe('lists', () => {
      it('show public sessions by activity, newest first, page by page', async () => {
        const before = await store.listPublic({ limit: 100 });
        for (const { sessionId } of before.records) await store.remove(sessionId, 'deleted');
        const records = [];
        for (const n of [3, 1, 4, 2, 5]) {
          records.push(
            await create({ isPublic: true, title: `${n}`, lastActive: NOON + n * ACTIVITY_STEP_MS }),
          );
        }
        const titles: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.listPublic({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
          titles.push(...page.records.map(({ title }) => title));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(titles).toEqual(['5', '4', '3', '2', '1']);

        const [third, first] = records;
        if (first) await store.append(first.sessionId, entry('x', NOON + 9 * ACTIVITY_STEP_MS), 1);
        if (third) await store.update(third.sessionId, { isPublic: false });
        const { records: now } = await store.listPublic({ limit: 10 });
        expect(now.map(({ title }) => title)).toEqual(['1', '5', '4', '2']);
        if (third) await store.update(third.sessionId, { isPublic: true });
        expect((await store.listPublic({ limit: 10 })).records).toHaveLength(5);
      });

      it('name sessions without activity, oldest first', async () => {
        const LONG_AGO = NOON - 1000 * DAY_MS;
        const old = [];
        for (const days of [2, 1, 3]) {
          old.push(await create({ lastActive: LONG_AGO + days * DAY_MS, createdAt: LONG_AGO }));
        }
        const [second, first, third] = old.map(({ sessionId }) => sessionId);
        expect(await store.listIdle(LONG_AGO + 4 * DAY_MS, 10)).toEqual([first, second, third]);
        expect(await store.listIdle(LONG_AGO + 4 * DAY_MS, 2)).toEqual([first, second]);
        expect(await store.listIdle(LONG_AGO + 2.5 * DAY_MS, 10)).toEqual([first, second]);
        if (first) await store.append(first, entry('x', NOON), 1);
        if (second) await store.update(second, { lastActive: NOON });
        if (third) await store.remove(third, 'expired');
        expect(await store.listIdle(LONG_AGO + 4 * DAY_MS, 10)).toEqual([]);
      });
    });

    describe('what belongs to a session', () => {
      it('gives each Yjs client id to one participant only', async () => {
        const { sessionId } = await create();
        const claims = await Promise.all(
          Array.from({ length: 10 }, (_, n) => store.claimClientId(sessionId, 4_294_967_295, `p${n}`)),
        );
        expect(claims.filter(Boolean)).toHaveLength(1);
        expect(await store.claimClientId(sessionId, 1, 'p1')).toBe(true);
        const owners = await store.clientIds(sessionId);
        expect(owners.get(1)).toBe('p1');
        expect(owners.get(4_294_967_295)).toBe(`p${claims.indexOf(true)}`);
      });

      it('keeps the newest chat messages, in order', async () => {
        const { sessionId } = await create();
        expect(await store.listChat(sessionId)).toEqual([]);
        for (let n = 0; n < 5; n++) await store.addChat(sessionId, chatMessage(n), 3);
        await Promise.all([
          store.addChat(sessionId, chatMessage(5), 3),
          store.addChat(sessionId, chatMessage(6), 3),
        ]);
        expect(await store.listChat(sessionId)).toEqual([4, 5, 6].map(chatMessage));
      });

      it('replaces runs and keeps the newest', async () => {
        const { sessionId } = await create();
        for (let n = 0; n < 4; n++) await store.putRun(sessionId, run(n), 3);
        const ended = run(2, { result: { kind: 'finished', exitCode: 0, durationMs: 12 } });
        await store.putRun(sessionId, ended, 3);
        expect(await store.listRuns(sessionId)).toEqual([run(1), ended, run(3)]);
      });
    });

    it('finds everything again when it is opened again', async () => {
      const record = await create({ isPublic: true });
      const { sessionId } = record;
      for (const text of ['a', 'b', 'c']) await store.append(sessionId, entry(text), 1);
      await store.compact(sessionId, Buffer.from('snapshot'), '2');
      await store.claimClientId(sessionId, 7, 'p1');
      for (let n = 0; n < 4; n++) await store.addChat(sessionId, chatMessage(n), 3);
      await store.putRun(sessionId, run(1), 3);
      const gone = await create();
      await store.remove(gone.sessionId, 'expired');

      await store.close();
      store = await fixture.open({ goneRetentionMs: DAY_MS });
      const log = await store.load(sessionId);
      expect([Buffer.from(log.snapshot ?? []).toString(), textsOf(log.entries)]).toEqual([
        'snapshot',
        ['b', 'c'],
      ]);
      expect(await store.find(sessionId)).toEqual({ kind: 'live', record: { ...record, totalEdits: 3 } });
      expect(await store.append(sessionId, entry('d'), 1)).toBe('5');
      expect(await store.claimClientId(sessionId, 7, 'p2')).toBe(false);
      await store.addChat(sessionId, chatMessage(4), 3);
      expect(await store.listChat(sessionId)).toEqual([2, 3, 4].map(chatMessage));
      await store.putRun(sessionId, run(0), 1);
      expect(await store.listRuns(sessionId)).toEqual([run(1)]);
      expect(await store.find(gone.sessionId)).toEqual({ kind: 'gone', reason: 'expired' });
    });

    it('forgets why a session is gone after the retention window', async () => {
      await store.close();
      store = await fixture.open({ goneRetentionMs: 50 });
      const record = await create();
      await store.remove(record.sessionId, 'deleted');
      await eventually(async () => expect(await store.find(record.sessionId)).toEqual({ kind: 'unknown' }));
      expect(await store.findByWatchId(record.watchId)).toEqual({ kind: 'unknown' });
      const next = await create();
      await store.remove(next.sessionId, 'deleted');
      expect(await store.create(record, entry('again'))).toBe(true);
      await store.close();
      store = await fixture.open({ goneRetentionMs: DAY_MS });
    });

    it('says that it is well', async () => {
      expect((await store.health()).status).not.toBe('down');
    });

    if (!kind.isShared) return;
    describe('shared by several instances', () => {
      it('tells those who watch a session what others append, and nobody else', async () => {
        const other = await fixture.open({ goneRetentionMs: DAY_MS });
        const { sessionId } = await create();
        const { sessionId: quiet } = await create();
        const heard: (StoredEntry | undefined)[] = [];
        const unheard: unknown[] = [];
        const stop = other.watch(sessionId, (stored) => heard.push(stored));
        const stopQuiet = other.watch(quiet, () => unheard.push('heard'));
        // Watching begins when the store says so by a hint without an entry: something may have come before.
        await eventually(() => expect(heard.length).toBeGreaterThan(0));
        await eventually(() => expect(unheard.length).toBeGreaterThan(0));
        heard.length = 0;
        unheard.length = 0;
        await other.append(sessionId, entry('own'), 1);
        await store.append(sessionId, entry('from elsewhere'), 1);
        await eventually(() => expect(heard).toHaveLength(1));
        expect(heard.map((hint) => hint?.seq ?? 'read it')).toEqual([expect.stringMatching(/^3$|^read it$/)]);
        expect(textsOf(await other.readAfter(sessionId, '2'))).toEqual(['from elsewhere']);
        stop();
        stopQuiet();
        await store.append(sessionId, entry('unheard'), 1);
        await other.readAfter(sessionId, '3');
        expect([heard.length, unheard]).toEqual([1, []]);
        await other.close();
      });

      it('tells those who watch a session that its record was changed', async () => {
        const other = await fixture.open({ goneRetentionMs: DAY_MS });
        const { sessionId } = await create();
        const hints: unknown[] = [];
        const stop = other.watch(sessionId, (hint) => hints.push(hint));
        await eventually(() => expect(hints).toHaveLength(1));
        await store.update(sessionId, { isLocked: true });
        await eventually(() => expect(hints).toEqual([undefined, undefined]));
        expect(await other.find(sessionId)).toMatchObject({ record: { isLocked: true } });
        stop();
        await other.close();
      });

      it('tells those who watch a session that it was removed', async () => {
        const other = await fixture.open({ goneRetentionMs: DAY_MS });
        const { sessionId } = await create();
        let hints = 0;
        const stop = other.watch(sessionId, () => hints++);
        await eventually(() => expect(hints).toBe(1));
        await store.remove(sessionId, 'deleted');
        await eventually(() => expect(hints).toBe(2));
        await expect(other.readAfter(sessionId, '1')).rejects.toThrow(SessionMissing);
        stop();
        await other.close();
      });

      it('numbers what several instances append at once without gap or double', async () => {
        const other = await fixture.open({ goneRetentionMs: DAY_MS });
        const { sessionId } = await create();
        const positions = await Promise.all(
          Array.from({ length: 200 }, (_, n) => (n % 2 ? other : store).append(sessionId, entry(`${n}`), 1)),
        );
        await other.close();
        expect(positions.map(Number).sort((a, b) => a - b)).toEqual(
          Array.from({ length: 200 }, (_, n) => n + 2),
        );
      });

      it('lets one of several instances create a session, and one claim a Yjs client id', async () => {
        const other = await fixture.open({ goneRetentionMs: DAY_MS });
        const record = newRecord();
        const created = await Promise.all([store, other].map((each) => each.create(record, entry('x'))));
        const claimed = await Promise.all(
          [store, other].map((each, n) => each.claimClientId(record.sessionId, 9, `p${n}`)),
        );
        await other.close();
        expect([created.filter(Boolean).length, claimed.filter(Boolean).length]).toEqual([1, 1]);
      });
    });
  });
}
