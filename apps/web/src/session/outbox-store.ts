import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';

/** Whose unacknowledged edits a record holds. Tabs keep separate records, so none overwrites another's. */
export interface OutboxKey {
  /** Session and participant. */
  readonly session: string;
  /** Edits of one epoch mean nothing in another. */
  readonly epoch: string;
  readonly tab: string;
}

export interface OutboxRecord extends OutboxKey {
  readonly updates: readonly Uint8Array[];
  /** Unix ms. */
  readonly savedAt: number;
}

interface Schema extends DBSchema {
  outbox: { key: [string, string, string]; value: OutboxRecord };
}

const DATABASE = 'pairlink';
const VERSION = 1;
/** Sessions expire a day after their last activity; edits older than this have nowhere to go. */
const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Unacknowledged edits in IndexedDB, so that a tab which is closed or killed loses none that were older than the
 * flush interval. Where the browser forbids IndexedDB, nothing is kept and everything else works.
 */
export class OutboxStore {
  readonly #database: Promise<IDBPDatabase<Schema> | undefined>;

  constructor(name: string = DATABASE) {
    this.#database = open(name);
  }

  async save(key: OutboxKey, updates: readonly Uint8Array[]): Promise<void> {
    const database = await this.#database;
    // A full disk costs the safety net, not the session: the edits are still in memory and on their way.
    await database?.put('outbox', { ...key, updates, savedAt: Date.now() }).catch(() => undefined);
  }

  async remove(key: OutboxKey): Promise<void> {
    const database = await this.#database;
    await database?.delete('outbox', [key.session, key.epoch, key.tab]).catch(() => undefined);
  }

  /** What other tabs of this browser, most likely gone, have left in this session and epoch. */
  async findOthers(key: OutboxKey): Promise<readonly OutboxRecord[]> {
    const database = await this.#database;
    if (!database) return [];
    const range = IDBKeyRange.bound([key.session, key.epoch, ''], [key.session, key.epoch, '\uFFFF']);
    const records = await database.getAll('outbox', range).catch((): OutboxRecord[] => []);
    return records.filter(({ tab }) => tab !== key.tab);
  }

  /** Removes a record that `findOthers` gave, unless its tab has written it again since. */
  async removeIfSame({ session, epoch, tab, savedAt }: OutboxRecord): Promise<void> {
    const database = await this.#database;
    if (!database) return;
    const transaction = database.transaction('outbox', 'readwrite');
    const now = await transaction.store.get([session, epoch, tab]);
    if (now?.savedAt === savedAt) await transaction.store.delete([session, epoch, tab]);
    await transaction.done;
  }

  async close(): Promise<void> {
    (await this.#database)?.close();
  }
}

async function open(name: string): Promise<IDBPDatabase<Schema> | undefined> {
  if (!('indexedDB' in globalThis)) return undefined;
  try {
    const database = await openDB<Schema>(name, VERSION, {
      upgrade: (upgraded) => upgraded.createObjectStore('outbox', { keyPath: ['session', 'epoch', 'tab'] }),
      // Another tab wants to upgrade or delete the database: never stand in its way.
      blocking: (_current, _wanted, event) => closeTarget(event),
    });
    await removeOld(database);
    return database;
  } catch {
    return undefined;
  }
}

function closeTarget(event: IDBVersionChangeEvent): void {
  if (event.target instanceof IDBDatabase) event.target.close();
}

async function removeOld(database: IDBPDatabase<Schema>): Promise<void> {
  const before = Date.now() - KEPT_MS;
  let cursor = await database.transaction('outbox', 'readwrite').store.openCursor();
  while (cursor) {
    if (cursor.value.savedAt < before) await cursor.delete();
    cursor = await cursor.continue();
  }
}
