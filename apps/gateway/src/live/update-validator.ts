import { filesOf, metaOf } from '@pairlink/collab';
import type { Limits, Problem } from '@pairlink/protocol';
import { PROBLEMS } from '@pairlink/protocol';
import * as Y from 'yjs';
import type { Place } from './document-shape.ts';
import { GONE, isAllowed, placeInRoot, placeInside, placeOf } from './document-shape.ts';
import { PendingRuns } from './pending-runs.ts';
import { readPlainEdit } from './plain-edit.ts';
import { TextBudget } from './text-budget.ts';
import { MalformedUpdate } from './update-reader.ts';
import type { Known } from './update-block.ts';
import { areDeleted, deletedNow, goesWithEntry, stateOf } from './update-deletes.ts';
import { UpdateBlock } from './update-block.ts';
import type { ScannedStruct, ScannedUpdate, StructId } from './update-scan.ts';
import { scanUpdate } from './update-scan.ts';

/**
 * What to do with an update. `later`: it is right whenever it is applied, as long as the order is kept. `now`: it
 * must be in the document before the next one is judged. `known`: the document has all of it.
 */
export type Verdict =
  { readonly kind: 'later' | 'now' | 'known' } | { readonly kind: 'refused'; readonly problem: Problem };

export interface ValidatorOptions {
  readonly doc: Y.Doc;
  readonly limits: Limits;
  /** The participant that a Yjs client id was issued to. */
  readonly ownerOf: (clientId: number) => string | undefined;
  /** Applies to the document everything that was answered `later`. */
  readonly catchUp: () => void;
}

type Item = Extract<ScannedStruct, { kind: 'item' }>;

/**
 * Decides about every Yjs update before it is applied, stored or shown to anybody. Applying first and looking
 * later is no option: of 60,000 mutated updates 3,581 threw *after* they had changed the document.
 *
 * An update may only
 * - add entries under client ids that the server issued to its author, without holes in their clocks;
 * - name entries that exist: neighbours, parents, and what it deletes;
 * - delete text, a whole file or folder, or a value that it replaces;
 * - hold what a session's document is made of, where that belongs, within the limits.
 *
 * A keystroke (one run of text next to known text, or one deleted run) takes a path that allocates nothing and
 * needs no up-to-date document, so that the gateway may apply many at once and later.
 */
export class UpdateValidator {
  readonly #options: ValidatorOptions;
  readonly #budget: TextBudget;
  readonly #pending = new PendingRuns();

  constructor(options: ValidatorOptions) {
    this.#options = options;
    this.#budget = new TextBudget(options.doc, options.limits);
  }

  /** `authorId` is the participant whose client ids the update may write under. */
  check(update: Uint8Array, authorId: string): Verdict {
    if (update.length > this.#options.limits.updateBytes) return refused('too-large');
    if (this.#isPlain(update, authorId)) return { kind: 'later' };
    this.#options.catchUp();
    this.#pending.clear();
    try {
      return this.#checkAll(update, authorId);
    } catch (error) {
      if (error instanceof MalformedUpdate) return refused('malformed-update', error.message);
      throw error;
    }
  }

  /** To be called when everything answered `later` is in the document. */
  applied(): void {
    this.#pending.clear();
  }

  #isPlain(update: Uint8Array, authorId: string): boolean {
    const edit = readPlainEdit(update);
    if (!edit) return false;
    if (edit.kind === 'delete') {
      return edit.clock + edit.length <= this.#nextClock(edit.client) && this.#isAllText(edit);
    }
    if (this.#options.ownerOf(edit.client) !== authorId) return false;
    if (edit.clock !== this.#nextClock(edit.client)) return false;
    const left = edit.hasOrigin ? this.#textAt(edit.originClient, edit.originClock) : undefined;
    const right = edit.hasRightOrigin ? this.#textAt(edit.rightClient, edit.rightClock) : undefined;
    const text = left ?? right;
    if (!text || (edit.hasOrigin && !left) || (edit.hasRightOrigin && right !== text)) return false;
    return this.#pending.extend(edit, text) && this.#budget.take(text, edit.sizeBytes);
  }

  /** Whether a run holds nothing but text, or what is gone already. What waits to be applied is text in any case. */
  #isAllText({ client, clock, length }: StructId & { readonly length: number }): boolean {
    const structs = this.#options.doc.store.clients.get(client);
    if (!structs || clock >= stateOf(structs)) return true;
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const struct = structs[i];
      if (!struct || struct.id.clock >= clock + length) break;
      if (struct instanceof Y.Item && !struct.deleted && struct.parentSub !== null) return false;
    }
    return true;
  }

  /** The text that holds an entry, if it is plain to see. */
  #textAt(client: number, clock: number): object | undefined {
    const pending = this.#pending.textAt(client, clock);
    if (pending) return pending;
    const structs = this.#options.doc.store.clients.get(client);
    if (!structs || clock >= stateOf(structs)) return undefined;
    const struct = structs[Y.findIndexSS(structs, clock)];
    if (!(struct instanceof Y.Item) || struct.parentSub !== null) return undefined;
    return struct.parent instanceof Y.Text ? struct.parent : undefined;
  }

  #nextClock(client: number): number {
    return this.#pending.nextClock(client) ?? Y.getState(this.#options.doc.store, client);
  }

  #checkAll(update: Uint8Array, authorId: string): Verdict {
    const { limits, ownerOf, doc } = this.#options;
    const scanned = scanUpdate(update, limits.sessionTextBytes);
    const blocks = new Map<number, UpdateBlock>();
    for (const structs of scanned.blocks) {
      const [first] = structs;
      const last = structs.at(-1);
      if (!first || !last) continue;
      const state = Y.getState(doc.store, first.client);
      if (first.clock > state || !this.#hasNamed(structs, state)) return missing();
      if (last.clock + last.length <= state) continue;
      if (ownerOf(first.client) !== authorId)
        return refused('malformed-update', 'New content stands under a Yjs client id that is not yours.');
      blocks.set(first.client, new UpdateBlock(structs, state));
    }
    const problem =
      this.#placeAll(blocks) ?? this.#checkDeletes(scanned, blocks) ?? this.#checkSizes(blocks, scanned);
    if (problem) return { kind: 'refused', problem };
    if (blocks.size === 0 && areDeleted(doc, scanned.deletes)) return { kind: 'known' };
    return { kind: 'now' };
  }

  /**
   * Whether what the document has already names nothing that it has not. Yjs looks for the neighbours of an entry
   * before it sees that it has the entry: a copy with other neighbours would wait for them for ever.
   */
  #hasNamed(structs: readonly ScannedStruct[], state: number): boolean {
    const { store } = this.#options.doc;
    const isKnown = (id: StructId | undefined): boolean => !id || id.clock < Y.getState(store, id.client);
    for (const struct of structs) {
      if (struct.clock + struct.length > state) return true;
      if (struct.kind === 'gc') continue;
      const parent = struct.parent.kind === 'struct' ? struct.parent.id : undefined;
      if (!isKnown(struct.origin) || !isKnown(struct.rightOrigin) || !isKnown(parent)) return false;
    }
    return true;
  }

  /** Finds every new entry's place. Blocks of several client ids may lean on each other: take turns. */
  #placeAll(blocks: ReadonlyMap<number, UpdateBlock>): Problem | undefined {
    let hasMoved = true;
    while (hasMoved) {
      hasMoved = false;
      for (const block of blocks.values()) {
        for (let struct = block.next; struct; struct = block.next) {
          const place = struct.kind === 'gc' ? GONE : this.#findPlace(struct, blocks);
          if (place === 'unknown') break;
          if (!place || (struct.kind === 'item' && !isAllowed(place, struct.content, this.#options.limits))) {
            return problemOf('malformed-update', 'Something is in a place where sessions do not hold it.');
          }
          block.settle(place);
          hasMoved = true;
        }
      }
    }
    for (const block of blocks.values()) if (block.next) return MISSING;
    return undefined;
  }

  #findPlace(item: Item, blocks: ReadonlyMap<number, UpdateBlock>): Place | 'unknown' | undefined {
    if (item.parent.kind === 'root') return placeInRoot(item.parent.name, item.key);
    if (item.parent.kind === 'struct') {
      const outer = this.#find(item.parent.id, blocks);
      if (outer === 'unknown') return outer;
      return placeInside(outer.place, { content: outer.content, key: item.key, parent: outer.type });
    }
    const own = blocks.get(item.client);
    if (item.origin && !item.rightOrigin && own?.isLast(item.origin)) {
      // Typing on: the neighbour is what came right before.
      const place = own.lastPlace;
      if (place?.at === 'text') return place;
    }
    const left = item.origin && this.#find(item.origin, blocks);
    const right = item.rightOrigin && this.#find(item.rightOrigin, blocks);
    if (left === 'unknown' || right === 'unknown') return 'unknown';
    if (left?.place.at === 'gone' || right?.place.at === 'gone') return GONE;
    if (left && right && !areSiblings(left.place, right.place)) return undefined;
    // Yjs gives entries of a map a left neighbour only: the entry they replace.
    if (right && right.place.at !== 'text') return undefined;
    return (left ?? right)?.place;
  }

  #find(id: StructId, blocks: ReadonlyMap<number, UpdateBlock>): Known | 'unknown' {
    const { doc } = this.#options;
    if (id.clock >= Y.getState(doc.store, id.client))
      return blocks.get(id.client)?.find(id.clock) ?? 'unknown';
    // Typed as an item, but what is deleted with its parent becomes a GC.
    const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(id.client, id.clock));
    const place = placeOf(doc, struct);
    if (!place) throw new MalformedUpdate('A neighbour is outside the files of the session.');
    const type =
      struct instanceof Y.Item && struct.content instanceof Y.ContentType ? struct.content.type : undefined;
    if (type instanceof Y.Map) return { place, content: 'map', type };
    return type instanceof Y.Text
      ? { place, content: 'text', type }
      : { place, content: 'none', type: struct };
  }

  #checkDeletes({ deletes }: ScannedUpdate, blocks: ReadonlyMap<number, UpdateBlock>): Problem | undefined {
    const { doc } = this.#options;
    for (const { client, clock, length } of deletes) {
      const end = blocks.get(client)?.end ?? Y.getState(doc.store, client);
      if (clock + length > end) return MISSING;
    }
    for (const { item } of deletedNow(doc, deletes)) {
      const { parent, parentSub: key } = item;
      if (key === null || !(parent instanceof Y.Map) || parent === filesOf(doc)) continue;
      if (
        !goesWithEntry(parent, deletes) &&
        !isReplaced(blocks, { parent, key, isMeta: parent === metaOf(doc) })
      ) {
        return problemOf('malformed-update', 'A value is deleted and nothing takes its place.');
      }
    }
    return undefined;
  }

  #checkSizes(blocks: ReadonlyMap<number, UpdateBlock>, scanned: ScannedUpdate): Problem | undefined {
    const added = new Map<object, number>();
    const newFiles = new Set<string>();
    const files = filesOf(this.#options.doc);
    for (const block of blocks.values()) {
      block.forEachPlaced((struct, place) => {
        if (struct.kind !== 'item') return;
        const { content } = struct;
        if (place.at === 'files' && content.kind === 'map' && !files.has(place.key)) newFiles.add(place.key);
        if (place.at !== 'text' || content.kind !== 'string') return;
        added.set(place.parent, (added.get(place.parent) ?? 0) + content.sizeBytes);
      });
    }
    const { filesPerSession } = this.#options.limits;
    if (newFiles.size > 0 && files.size + newFiles.size > filesPerSession) {
      // Near the limit what the same update deletes matters: room is made in the trash for what is new.
      const deleted = [...deletedNow(this.#options.doc, scanned.deletes)].filter(
        ({ item }) => item.parent === files,
      );
      if (files.size - deleted.length + newFiles.size > filesPerSession) {
        return problemOf('too-large', 'The session has as many files as it may have.');
      }
    }
    if (this.#takeAll(added)) return undefined;
    this.#budget.measure();
    // Only near the limit does it matter what the same update deletes: replacing a large text is no growth.
    for (const { item, length } of deletedNow(this.#options.doc, scanned.deletes)) {
      if (item.parent instanceof Y.Text) added.set(item.parent, (added.get(item.parent) ?? 0) - length);
    }
    // What becomes free first.
    if (this.#takeAll(new Map([...added].sort(([, a], [, b]) => a - b)))) return undefined;
    this.#budget.measure();
    return problemOf('too-large', 'The text is longer than a session may hold.');
  }

  #takeAll(added: ReadonlyMap<object, number>): boolean {
    for (const [text, sizeBytes] of added) if (!this.#budget.take(text, sizeBytes)) return false;
    return true;
  }
}

/** Whether the update puts another value where one was. */
function isReplaced(
  blocks: ReadonlyMap<number, UpdateBlock>,
  value: { parent: object; key: string; isMeta: boolean },
): boolean {
  let isFound = false;
  for (const block of blocks.values()) {
    block.forEachPlaced((_, place) => {
      if (place.at === 'node') isFound ||= place.parent === value.parent && place.key === value.key;
      else if (place.at === 'meta') isFound ||= value.isMeta && place.key === value.key;
    });
  }
  return isFound;
}

function areSiblings(a: Place, b: Place): boolean {
  return a.at === 'text' && b.at === 'text' && a.parent === b.parent;
}

const problemOf = (code: Problem['code'], message: string = PROBLEMS[code].title): Problem => ({
  code,
  message,
});

const MISSING = problemOf('malformed-update', 'The update builds on something the server does not have.');

const refused = (code: Problem['code'], message?: string): Verdict => ({
  kind: 'refused',
  problem: problemOf(code, message),
});

const missing = (): Verdict => ({ kind: 'refused', problem: MISSING });
