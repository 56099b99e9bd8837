import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionEndReason } from '@pairlink/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import type { LiveSessions } from '../live/live-sessions.port.ts';
import { openLmdbStore } from '../store/lmdb/lmdb-session-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import { ExpirySweeper } from './expiry-sweeper.ts';
import { beginSession } from './session.ts';

const HOUR_MS = 60 * 60 * 1000;
const NOON = Date.UTC(2030, 0, 1, 12);

const notUsed = () => Promise.reject(new Error('expiry reads and edits no document'));

describe('expiry', () => {
  let dataDir: string;
  let store: SessionStore;
  let sweeper: ExpirySweeper;
  const people = new Map<string, number>();
  const ended: [string, SessionEndReason][] = [];
  const told: [string, number][] = [];

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'pairlink-expiry-'));
    store = await openLmdbStore({ dataDir, goneRetentionMs: 1000 * HOUR_MS, now: () => NOON });
    people.clear();
    ended.length = 0;
    told.length = 0;
    // The far edge: who is connected.
    const live: Pick<LiveSessions, 'activeUsers' | 'tellExpiry' | 'end'> = {
      activeUsers: (sessionId) => people.get(sessionId) ?? 0,
      tellExpiry: (sessionId, expiresAt) => void told.push([sessionId, expiresAt]),
      end: async (sessionId, reason) => void ended.push([sessionId, reason]),
    };
    const log = pino({ level: 'silent' });
    sweeper = new ExpirySweeper(
      store,
      { ...live, countPeople: notUsed, withDocument: notUsed, edit: notUsed, recordChanged: notUsed },
      log,
      readConfig({}, ''),
    );
  });
  afterEach(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });

  const createAt = async (at: number): Promise<string> => {
    const facts = { title: '', language: 'python' as const, isPublic: false, passwordHash: undefined };
    const { record } = beginSession(facts, at);
    await store.create(record, { update: new Uint8Array([0, 0]), at });
    return record.sessionId;
  };

  it('removes what nobody has used for 24 hours, and tells the live session', async () => {
    const old = await createAt(NOON - 25 * HOUR_MS);
    const recent = await createAt(NOON - 23 * HOUR_MS);
    await sweeper.sweep(NOON);
    expect(await store.find(old)).toEqual({ kind: 'gone', reason: 'expired' });
    expect(await store.find(recent)).toMatchObject({ kind: 'live' });
    expect(ended).toEqual([[old, 'expired']]);
  });

  it('never removes a session with somebody in it, and counts anew when they have left', async () => {
    const sessionId = await createAt(NOON - 25 * HOUR_MS);
    people.set(sessionId, 1);
    await sweeper.sweep(NOON);
    people.delete(sessionId);
    await sweeper.sweep(NOON + 23 * HOUR_MS);
    expect(await store.find(sessionId)).toMatchObject({ kind: 'live' });
    await sweeper.sweep(NOON + 25 * HOUR_MS);
    expect(await store.find(sessionId)).toEqual({ kind: 'gone', reason: 'expired' });
  });

  it('renews a session with people before any other instance could take it for idle', async () => {
    const sessionId = await createAt(NOON - 24 * HOUR_MS + 5 * 60_000);
    people.set(sessionId, 1);
    await sweeper.sweep(NOON);
    expect(await store.find(sessionId)).toMatchObject({ record: { lastActive: NOON } });
  });

  it('tells whoever is in a session an hour before it would go', async () => {
    const soon = await createAt(NOON - 23 * HOUR_MS - 60_000);
    const later = await createAt(NOON - 22 * HOUR_MS);
    const empty = await createAt(NOON - 23.5 * HOUR_MS);
    for (const sessionId of [soon, later]) people.set(sessionId, 1);
    await sweeper.sweep(NOON);
    expect(told).toEqual([[soon, NOON + HOUR_MS - 60_000]]);
    expect(await store.find(empty)).toMatchObject({ kind: 'live' });
  });

  it('tells them, too, that an edit has put it off', async () => {
    const sessionId = await createAt(NOON - 23.5 * HOUR_MS);
    people.set(sessionId, 1);
    await sweeper.sweep(NOON);
    await store.append(sessionId, { update: new Uint8Array([0, 0]), at: NOON + 10_000 }, 1);
    told.length = 0;
    for (const minutes of [1, 2, 3]) await sweeper.sweep(NOON + minutes * 60_000);
    expect(told).toEqual([[sessionId, NOON + 10_000 + 24 * HOUR_MS]]);
  });

  it('tells them, too, that their being there has put it off', async () => {
    const sessionId = await createAt(NOON - 24 * HOUR_MS + 15 * 60_000);
    people.set(sessionId, 1);
    await sweeper.sweep(NOON);
    await sweeper.sweep(NOON + 10 * 60_000);
    expect(told).toEqual([
      [sessionId, NOON + 15 * 60_000],
      [sessionId, NOON + 10 * 60_000 + 24 * HOUR_MS],
    ]);
  });
});
