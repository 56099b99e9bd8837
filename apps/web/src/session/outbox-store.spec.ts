import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OutboxStore } from './outbox-store.ts';

const key = { session: 'abcdefghijkm', epoch: 'e1', tab: 'this' };
const update = (byte: number) => new Uint8Array([byte]);
let names = 0;
let store = open();

function open(): OutboxStore {
  return new OutboxStore(`test-${names++}`);
}

afterEach(async () => {
  vi.useRealTimers();
  await store.close();
  store = open();
});

describe('the outbox store', () => {
  it('gives a tab what other tabs of the same session and epoch have left', async () => {
    await store.save({ ...key, tab: 'other' }, [update(1), update(2)]);
    await store.save({ ...key, epoch: 'e2', tab: 'other' }, [update(3)]);
    await store.save({ ...key, session: 'mnpqrstuvwxy', tab: 'other' }, [update(4)]);
    await store.save(key, [update(5)]);
    const records = await store.findOthers(key);
    expect(records.map(({ updates }) => updates)).toEqual([[update(1), update(2)]]);
  });

  it('holds one record for a tab, the last one saved', async () => {
    await store.save(key, [update(1)]);
    await store.save(key, [update(2)]);
    const records = await store.findOthers({ ...key, tab: 'another' });
    expect(records.map(({ updates }) => updates)).toEqual([[update(2)]]);
    await store.remove(key);
    expect(await store.findOthers({ ...key, tab: 'another' })).toEqual([]);
  });

  it('does not remove a record that its tab has written again', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1000 });
    await store.save(key, [update(1)]);
    const [record] = await store.findOthers({ ...key, tab: 'another' });
    vi.setSystemTime(2000);
    await store.save(key, [update(2)]);
    if (record) await store.removeIfSame(record);
    expect(await store.findOthers({ ...key, tab: 'another' })).toHaveLength(1);
  });

  it('forgets edits that are a month old', async () => {
    const name = `test-${names++}`;
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const before = new OutboxStore(name);
    await before.save(key, [update(1)]);
    await before.close();
    vi.setSystemTime(31 * 24 * 3_600_000);
    const after = new OutboxStore(name);
    expect(await after.findOthers({ ...key, tab: 'another' })).toEqual([]);
    await after.close();
  });

  it('goes on without keeping anything where the browser forbids it', async () => {
    const name = `test-${names++}`;
    // A newer version of the database cannot be opened, as in a tab left open over an upgrade and a downgrade.
    const newer = await openDB(name, 99);
    newer.close();
    const forbidden = new OutboxStore(name);
    await forbidden.save(key, [update(1)]);
    expect(await forbidden.findOthers(key)).toEqual([]);
  });
});
