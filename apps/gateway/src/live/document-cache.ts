import { filesOf, metaOf } from '@pairlink/collab';
import type { Limits } from '@pairlink/protocol';
import * as Y from 'yjs';
import type { Verdict } from './update-validator.ts';
import { UpdateValidator } from './update-validator.ts';

/** Accepted keystrokes wait for each other: applying 100 in one transaction costs 3 µs each instead of 12. */
const MAX_WAITING = 100;

/** Yjs threw while it applied something the validator let through: the document in memory cannot be trusted. */
export class BrokenDocument extends Error {
  override readonly name = 'BrokenDocument';
}

/** A session's document as this process knows it: a cache of the log, thrown away whenever in doubt. */
export class DocumentCache {
  readonly #doc = new Y.Doc();
  readonly #validator: UpdateValidator;
  #waiting: Uint8Array[] = [];
  #version = 0;
  #copy: Y.Doc | undefined;

  constructor(limits: Limits, ownerOf: (clientId: number) => string | undefined) {
    // Roots get their types before any entry does: Yjs would replace them, and whoever compares parents would err.
    filesOf(this.#doc);
    metaOf(this.#doc);
    this.#validator = new UpdateValidator({ doc: this.#doc, limits, ownerOf, catchUp: () => this.#fold() });
  }

  /** The document with everything accepted so far. Readers must not change it. */
  get doc(): Y.Doc {
    this.#fold();
    return this.#doc;
  }

  /** Counts changes: what was computed at a version holds while it stays. */
  get version(): number {
    return this.#version;
  }

  /** Judges an update of a participant and takes it in if it is right. */
  admit(update: Uint8Array, authorId: string): Verdict {
    const verdict = this.#validator.check(update, authorId);
    if (verdict.kind === 'later') {
      this.#version++;
      if (this.#waiting.push(update) >= MAX_WAITING) this.#fold();
    } else if (verdict.kind === 'now') {
      const { pendingStructs, pendingDs } = this.#doc.store;
      this.trust(update);
      if (this.#doc.store.pendingStructs !== pendingStructs || this.#doc.store.pendingDs !== pendingDs) {
        throw new BrokenDocument('An accepted update could not be applied whole.');
      }
    }
    return verdict;
  }

  /**
   * The update that `change` would make under `clientId`, which is the server's own; `undefined` if none. The
   * change is made in a copy, so that it can be judged, and refused, like anybody's.
   */
  draft(clientId: number, change: (doc: Y.Doc) => void): Uint8Array | undefined {
    const copy = this.#copy ?? new Y.Doc();
    // Kept for the next change: a client that sends whole texts sends one at every keystroke.
    this.#copy = copy;
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(copy)));
    copy.clientID = clientId;
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array): void => {
      updates.push(update);
    };
    copy.on('update', collect);
    try {
      Y.transact(copy, () => {
        change(copy);
      });
    } catch (error) {
      this.dropDraft();
      throw error;
    } finally {
      copy.off('update', collect);
    }
    return updates.length > 1 ? Y.mergeUpdates(updates) : updates[0];
  }

  /** What was drafted last was refused: it must not be in the next draft. */
  dropDraft(): void {
    this.#copy?.destroy();
    this.#copy = undefined;
  }

  /** Takes in an update that needs no judgement: from the log, or the server's own. */
  trust(update: Uint8Array): void {
    this.#fold();
    this.#version++;
    try {
      Y.applyUpdate(this.#doc, update, this);
    } catch (error) {
      throw new BrokenDocument('An update could not be applied.', { cause: error });
    }
  }

  /** The log as it was loaded, in one transaction. */
  trustAll(updates: readonly Uint8Array[]): void {
    try {
      Y.transact(this.#doc, () => {
        for (const update of updates) Y.applyUpdate(this.#doc, update, this);
      });
    } catch (error) {
      throw new BrokenDocument('The log could not be applied.', { cause: error });
    }
    this.#version++;
  }

  destroy(): void {
    this.#waiting = [];
    this.dropDraft();
    this.#doc.destroy();
  }

  #fold(): void {
    if (this.#waiting.length === 0) return;
    const updates = this.#waiting;
    this.#waiting = [];
    try {
      Y.transact(this.#doc, () => {
        for (const update of updates) Y.applyUpdate(this.#doc, update, this);
      });
    } catch (error) {
      throw new BrokenDocument('Accepted updates could not be applied.', { cause: error });
    }
    this.#validator.applied();
  }
}
