import type { Bytes, Problem } from '@pairlink/protocol';
import { contentHash, decodeBytes, encodeBytes } from '@pairlink/collab';
import * as Y from 'yjs';
import type { Link } from './ask.ts';
import { exchangeState, FROM_SERVER } from './exchange-state.ts';
import { isAtLeast, missingFromServer, vectorOf } from './missing-from-server.ts';
import { Outbox } from './outbox.ts';
import { OutboxKeeper } from './outbox-keeper.ts';
import type { OutboxKey, OutboxStore } from './outbox-store.ts';
import { adviseOn } from './refusal-advice.ts';

const FROM_OTHER_TAB = Symbol('from another tab of this browser');

/** More messages than this wait for acknowledgements before the next leaves, so a slow link gets fewer, larger ones. */
const MAX_IN_FLIGHT = 8;
/** When the server is ahead of us, the broadcast may still be on its way: so long it may take. */
const LATE_BROADCAST_MS = 500;
const RETRY_MS = { min: 500, max: 4000 };
/** For what others wrote and the server lost with its process: so often we look whether their tabs sent it again. */
const ORPHAN_CHECKS = 15;
const ORPHAN_CHECK_MS = 1000;

export interface DocumentSyncEvents {
  /** `isLoaded`, `isSettled` or `waiting` may have changed. */
  readonly onChange: () => void;
  /** Somebody in this tab edited. */
  readonly onEdit: () => void;
  /** The server refuses this tab's edits for good, or shows another text under the same state vector. */
  readonly onLost: (problem: Problem) => void;
}

/**
 * Keeps one document of one epoch equal to the server's. After every `attach` both sides exchange state vectors and
 * what the other lacks; then edits leave once per turn of the event loop and stay in the outbox until acknowledged.
 * Edits are possible at any time once loaded, attached or not.
 */
export class DocumentSync {
  readonly doc = new Y.Doc();
  #epoch: string;
  readonly #events: DocumentSyncEvents;
  readonly #outbox = new Outbox();
  readonly #keeper: OutboxKeeper;
  readonly #ownIds = new Set<number>();
  #link: Link | undefined;
  /** Counts exchanges; what belongs to an earlier one is out of date. */
  #round = 0;
  #isLoaded = false;
  #isSettled = false;
  #isClosed = false;
  #isPumpDue = false;
  /** Grows with every edit made here and every update received: equal before and after means nothing happened. */
  #changes = 0;
  #refusals = 0;
  #mismatches = 0;
  #orphanChecks = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #lateTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: { key: OutboxKey; store: OutboxStore | undefined; events: DocumentSyncEvents }) {
    this.#epoch = options.key.epoch;
    this.#events = options.events;
    this.#keeper = new OutboxKeeper({ ...options, outbox: this.#outbox });
  }

  get epoch(): string {
    return this.#epoch;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Both sides have exchanged what they lacked on this connection, and edits flow. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Local edits that the server has not acknowledged. */
  get waiting(): number {
    return this.#outbox.waiting;
  }

  /** The server put the same history back under another epoch: this document goes on there. */
  continueIn(epoch: string): void {
    this.#epoch = epoch;
    void this.#keeper.moveTo(epoch);
  }

  /** A connection on which the session was joined; `clientId` was issued for it. */
  attach(link: Link, clientId: number): void {
    this.#link = link;
    // Edits under ids issued earlier stay valid: they were issued to the same participant.
    this.doc.clientID = clientId;
    this.#ownIds.add(clientId);
    void this.#exchange();
  }

  detach(): void {
    this.#pause();
    this.#link = undefined;
    this.#events.onChange();
  }

  receive(bytes: Bytes): void {
    const update = decodeBytes(bytes);
    if (!update || !this.#link) return;
    this.#changes++;
    this.#outbox.interrupt();
    try {
      Y.applyUpdate(this.doc, update, FROM_SERVER);
    } catch {
      // Yjs may have applied half of it: this copy can no longer be trusted.
      this.#events.onLost({ code: 'unexpected', message: 'An update could not be applied.' });
      return;
    }
    // It builds on one that never came: a broadcast was lost.
    if (this.doc.store.pendingStructs) this.#resyncIfStillBehind(Y.encodeStateVector(this.doc));
  }

  /** The server's view of the document; a difference is repaired. */
  check(server: { readonly stateVector: Bytes; readonly contentHash: string }): void {
    const vector = decodeBytes(server.stateVector);
    if (!vector || !this.#isSettled || this.waiting > 0) return;
    const theirs = Y.decodeStateVector(vector);
    const ours = vectorOf(this.doc);
    if (!isAtLeast(ours, theirs)) this.#resyncIfStillBehind(vector);
    else if (isAtLeast(theirs, ours) && contentHash(this.doc) !== server.contentHash) void this.#exchange();
  }

  /** Ends everything; unacknowledged edits stay stored for the next tab. */
  async close(): Promise<void> {
    this.#stop();
    await this.#keeper.flush();
  }

  /** Ends everything and forgets what was not acknowledged. */
  async discard(): Promise<void> {
    this.#stop();
    this.#outbox.clear();
    await this.#keeper.flush();
  }

  /** Writes unacknowledged edits to the browser's storage now instead of in a moment. */
  readonly flush = (): Promise<void> => this.#keeper.flush();

  #stop(): void {
    this.#pause();
    this.#isClosed = true;
    this.#link = undefined;
    this.doc.off('update', this.#onUpdate);
  }

  /** Nothing more is sent; what was in flight counts as unsent. */
  #pause(): void {
    this.#round++;
    this.#isSettled = false;
    this.#outbox.takeBack();
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#lateTimer);
    this.#lateTimer = undefined;
  }

  readonly #exchange = async (): Promise<void> => {
    const link = this.#link;
    if (!link) return;
    this.#pause();
    const round = this.#round;
    const changesBefore = this.#changes;
    const answer = await exchangeState(link, this.doc);
    if (round !== this.#round) return;
    if (!answer) return link.restart();
    if (!answer.ok) return this.#onRefused(answer.problem);

    this.#outbox.interrupt();
    answer.value.applyTo(this.doc);
    this.#onLoaded();
    const { stateVector, contentHash: theirHash } = answer.value;
    const [ownIds, pending] = [this.#ownIds, this.#outbox.pending()];
    const missing = missingFromServer({ doc: this.doc, pending, serverVector: stateVector, ownIds });
    this.#outbox.replace(missing);
    const hasOrphans = !isAtLeast(Y.decodeStateVector(stateVector), this.#vectorOfOthers());
    if (hasOrphans) this.#awaitOrphans();
    else this.#orphanChecks = 0;
    if (missing.length === 0 && !hasOrphans && changesBefore === this.#changes)
      this.#compare(theirHash, stateVector);
    if (round !== this.#round) return;
    this.#isSettled = true;
    this.#pump();
    this.#events.onChange();
  };

  #onLoaded(): void {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    // Only now: with a listener Yjs would encode the whole document again for having loaded it.
    this.doc.on('update', this.#onUpdate);
    void this.#keeper.adoptOthers((updates) => {
      if (this.#isClosed) return false;
      for (const update of updates) {
        this.#outbox.interrupt();
        Y.applyUpdate(this.doc, update, FROM_OTHER_TAB);
        // As it was: what builds on edits that the server has still to get is not in the document yet.
        this.#take(update);
      }
      this.#outbox.interrupt();
      return true;
    });
  }

  #vectorOfOthers(): Map<number, number> {
    const vector = vectorOf(this.doc);
    for (const clientId of this.#ownIds) vector.delete(clientId);
    return vector;
  }

  /**
   * The server showed us others' edits and was killed before they were stored. They are their authors' to send
   * again; if nobody does, they are lost, and a copy that goes on showing them would be wrong for ever.
   */
  #awaitOrphans(): void {
    if (++this.#orphanChecks <= ORPHAN_CHECKS) {
      this.#retryTimer = setTimeout(() => void this.#exchange(), ORPHAN_CHECK_MS);
      return;
    }
    this.#events.onLost({ code: 'unexpected', message: 'The server lost what somebody else wrote.' });
  }

  /** Nothing happened since the server hashed its document: the hashes must agree. */
  #compare(theirs: string, serverVector: Uint8Array): void {
    if (contentHash(this.doc) === theirs) {
      this.#mismatches = 0;
      return;
    }
    this.#mismatches++;
    // First the cure for deletions that the server never got, which no state vector shows.
    if (this.#mismatches === 1) this.#outbox.replace([Y.encodeStateAsUpdate(this.doc, serverVector)]);
    else
      this.#events.onLost({ code: 'unexpected', message: 'This tab showed another text than the server.' });
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === FROM_SERVER || origin === FROM_OTHER_TAB) return;
    this.#events.onEdit();
    this.#take(update);
  };

  #take(update: Uint8Array): void {
    this.#changes++;
    this.#outbox.add(update);
    this.#keeper.schedule();
    this.#events.onChange();
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    // Everything that one turn of the event loop edits leaves as one message.
    queueMicrotask(() => {
      this.#isPumpDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#isSettled && this.#link && this.#outbox.messagesInFlight < MAX_IN_FLIGHT) {
      const message = this.#outbox.take();
      if (!message) return;
      void this.#send(message, this.#link);
    }
  }

  async #send(message: { readonly id: number; readonly update: Uint8Array }, link: Link): Promise<void> {
    const round = this.#round;
    const answer = await link.ask('doc-update', encodeBytes(message.update));
    // What belonged to an earlier round was taken back, and the exchange since then settled it.
    if (round !== this.#round) return;
    if (!answer) return link.restart();
    // Of several messages in flight the first refusal decides; the others fail for building on it.
    if (!answer.ok) return this.#onRefused(answer.problem);
    this.#outbox.acknowledge(message.id);
    this.#refusals = 0;
    this.#keeper.schedule();
    this.#pump();
    this.#events.onChange();
    if (this.#mismatches > 0 && this.waiting === 0) void this.#exchange();
  }

  #onRefused(problem: Problem): void {
    this.#pause();
    this.#refusals++;
    this.#events.onChange();
    switch (adviseOn(problem.code, this.#refusals)) {
      case 'resync':
        void this.#exchange();
        break;
      case 'wait':
        this.#retryTimer = setTimeout(() => void this.#exchange(), retryMs(this.#refusals));
        break;
      case 'reconnect':
        this.#link?.restart();
        break;
      case 'give-up':
        this.#events.onLost(problem);
        break;
    }
  }

  #resyncIfStillBehind(vector: Uint8Array): void {
    this.#lateTimer ??= setTimeout(() => {
      this.#lateTimer = undefined;
      const isBehind = !isAtLeast(vectorOf(this.doc), Y.decodeStateVector(vector));
      if (this.#isSettled && (this.doc.store.pendingStructs || isBehind)) void this.#exchange();
    }, LATE_BROADCAST_MS);
  }
}

/** Doubling, with jitter, so that the tabs of a session do not all come back at once. */
const retryMs = (attempt: number): number =>
  Math.min(RETRY_MS.max, RETRY_MS.min * 2 ** (attempt - 1)) * (0.5 + Math.random());
