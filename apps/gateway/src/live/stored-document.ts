import type { Answer, Limits, LogSeq } from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type { Logger } from 'pino';
import * as Y from 'yjs';
import { meters } from '../ops/metrics/meters.ts';
import type { SessionStore, StoredEntry } from '../store/session-store.ts';
import { SessionMissing, StoreUnavailable } from '../store/session-store.ts';
import { ClientIds, SERVER } from './client-ids.ts';
import { BrokenDocument, DocumentCache } from './document-cache.ts';
import type { GroupCommit } from './group-commit.ts';
import { LogWriter } from './log-writer.ts';
import { mergeUpdates } from './merge-updates.ts';
import { Tick } from './tick.ts';

export type SubmitAnswer = Answer<{ readonly seq: LogSeq }>;

/** One edit on its way: judged and in the document, not yet stored. */
export interface Submission {
  /** Missing for what the document had already, but perhaps not yet the log. */
  readonly update?: Uint8Array;
  readonly authorId: string | undefined;
  /** Whoever sent it needs no copy. */
  readonly from: object | undefined;
  readonly settle: (answer: SubmitAnswer) => void;
}

type JudgedSubmission = Submission & { readonly update: Uint8Array; readonly authorId: string };

/** What goes to people: several edits of one tick, merged. */
export interface Flush {
  readonly update: Uint8Array;
  /** The only sender, if it was one. */
  readonly from: object | undefined;
  readonly authorId: string | undefined;
}

export interface StoredDocumentOptions {
  readonly sessionId: string;
  readonly store: SessionStore;
  readonly limits: Limits;
  readonly log: Logger;
  readonly commit: GroupCommit;
  readonly onFlush: (flush: Flush) => void;
  /** A document was loaded, again or for the first time: whoever observes it must observe the new one. */
  readonly onLoad: (doc: Y.Doc) => void;
  /** Another instance has perhaps changed the session's record. */
  readonly onHint: () => void;
  /** The store has no such session (any more). Answers what everybody who wants something of it is told. */
  readonly onMissing: () => Promise<Answer<never>>;
}

interface Open {
  readonly cache: DocumentCache;
  readonly writer: LogWriter;
  /** Judged since the last flush. */
  batch: Submission[];
  /** When its first edit came, ms of `performance.now()`. */
  batchSince: number;
  isCompacting: boolean;
}

const COMPACT_AFTER_ENTRIES = 500;
const COMPACT_AFTER_BYTES = 256 * 1024;

/**
 * A session's document and its log, kept in step: judge, apply, show, store, acknowledge.
 *
 * When the store fails, every edit on its way is answered `unexpected` and the document is thrown away; the next
 * use loads it from the log again. Keeping it would show newcomers, for as long as this process lives, edits that
 * nobody was promised and that a restart takes away. Authors still have them, unacknowledged, and send them again
 * after a sync; a replica that saw an edit whose author never returns is found by its content hash and reloads.
 */
export class StoredDocument {
  readonly #options: StoredDocumentOptions;
  readonly clientIds: ClientIds;
  readonly #tick: Tick;
  #open: Open | undefined;
  /** The document dropped last, until another is loaded: all there is when the store turns out to be empty. */
  #dropped: DocumentCache | undefined;
  #opening: Promise<Open> | undefined;
  #catchingUp: Promise<void> | undefined;
  #missing: Promise<Answer<never>> | undefined;
  #hasMetUnknownId = false;
  #learningIds: Promise<void> | undefined;
  readonly #unwatch: () => void;

  constructor(options: StoredDocumentOptions) {
    this.#options = options;
    this.clientIds = new ClientIds(options.store, options.sessionId);
    this.#tick = new Tick(() => this.flush());
    this.#unwatch = options.store.watch(options.sessionId, (entry) => this.#hear(entry));
  }

  /** Whether nothing is on its way to the log. */
  get isIdle(): boolean {
    return !this.#opening && (!this.#open || (this.#open.batch.length === 0 && this.#open.writer.isIdle));
  }

  /** Counts changes; 0 while nothing is loaded. */
  get version(): number {
    return this.#open?.cache.version ?? 0;
  }

  /** The document as far as this process knows; `undefined` while it is not loaded. */
  get doc(): Y.Doc | undefined {
    return this.#guard(() => this.#open?.cache.doc);
  }

  /** Judges a participant's update and sees it through; `settle` is called exactly once. */
  submit(submission: JudgedSubmission, { isAgain = false } = {}): void {
    const open = this.#open;
    if (!open) {
      void this.load()
        .catch((error: unknown) => this.#lost(error))
        .then(() => this.#refuse(submission.settle, 'The session was loaded again; sync and send the rest.'));
      return;
    }
    this.#hasMetUnknownId = false;
    const verdict = this.#guard(() => open.cache.admit(submission.update, submission.authorId));
    if (!verdict) this.#refuse(submission.settle);
    else if (verdict.kind === 'refused' && this.#hasMetUnknownId && !isAgain) this.#judgeAgain(submission);
    else if (verdict.kind === 'refused') {
      meters.refusedUpdates.inc({ problem: verdict.problem.code });
      submission.settle({ ok: false, problem: verdict.problem });
    } else if (verdict.kind !== 'known') this.#enqueue(open, submission);
    else {
      const { authorId, from, settle } = submission;
      this.#enqueue(open, { authorId, from, settle });
    }
  }

  /** Another instance has issued ids since this one read them: people come from there with unsent edits. */
  #judgeAgain(submission: JudgedSubmission): void {
    this.#learningIds ??= this.clientIds.load().finally(() => {
      this.#learningIds = undefined;
    });
    this.#learningIds.then(
      () => this.submit(submission, { isAgain: true }),
      (error: unknown) => {
        this.#options.log.warn({ err: error }, 'the owners of Yjs client ids could not be read');
        this.#refuse(submission.settle);
      },
    );
  }

  #ownerOf(clientId: number): string | undefined {
    const owner = this.clientIds.ownerOf(clientId);
    this.#hasMetUnknownId ||= owner === undefined;
    return owner;
  }

  /** The server's own edit, in the name of `authorId` if of anybody's. */
  async edit(authorId: string | undefined, change: (doc: Y.Doc) => void): Promise<Answer<LogSeq>> {
    await this.caughtUp();
    const clientId = await this.clientIds.ofServer();
    const { cache } = await this.load();
    const update = cache.draft(clientId, change);
    const answer = await new Promise<SubmitAnswer>((settle) => {
      const open = this.#open;
      if (open?.cache !== cache) return this.#refuse(settle);
      if (!update) return this.#enqueue(open, { authorId, from: undefined, settle });
      const verdict = this.#guard(() => cache.admit(update, SERVER));
      if (verdict?.kind === 'refused') {
        cache.dropDraft();
        return settle({ ok: false, problem: verdict.problem });
      }
      if (!verdict) return this.#refuse(settle);
      return this.#enqueue(open, { update, authorId, from: undefined, settle });
    });
    return answer.ok ? accept(answer.value.seq) : answer;
  }

  /** The document with everything that any instance has stored. */
  async caughtUp(): Promise<Y.Doc> {
    await this.load();
    this.#catchingUp ??= this.#catchUp().finally(() => {
      this.#catchingUp = undefined;
    });
    await this.#catchingUp;
    return (await this.load()).cache.doc;
  }

  /**
   * What `read` answers, once everything it saw is durable: what a sync tells a client that the server has, the
   * client takes as saved.
   */
  async durable<T>(read: (doc: Y.Doc, version: number) => T): Promise<T> {
    await this.caughtUp();
    this.flush();
    const { writer, cache } = await this.load();
    const value = read(cache.doc, cache.version);
    const seq = await new Promise<LogSeq | undefined>((resolve) => {
      writer.tail(resolve);
    });
    if (seq === undefined) {
      throw this.#missing ? new SessionMissing() : new StoreUnavailable('The log could not be written.');
    }
    return value;
  }

  /** Shows and stores what has gathered. */
  flush(): void {
    const open = this.#open;
    if (!open || open.batch.length === 0) return;
    const { batch, batchSince } = open;
    open.batch = [];
    const [first] = batch;
    const updates = batch.flatMap(({ update }) => update ?? []);
    const [only] = updates;
    const answerAll = (seq: LogSeq | undefined): void => {
      if (seq !== undefined) meters.acks.observe((performance.now() - batchSince) / 1000);
      const stored = seq === undefined ? undefined : accept({ seq });
      for (const { settle } of batch) {
        if (stored) settle(stored);
        else this.#refuse(settle, 'The edit could not be stored.');
      }
    };
    if (!first || !only) return open.writer.tail(answerAll);
    const update = mergeUpdates(updates);
    const isOneSender = batch.every(({ from }) => from === first.from);
    const isOneAuthor = batch.every(({ authorId }) => authorId === first.authorId);
    const authorId = isOneAuthor ? first.authorId : undefined;
    meters.edits.inc(updates.length);
    open.writer.append({ update, edits: updates.length, authorId, settle: answerAll });
    this.#options.onFlush({ update, from: isOneSender ? first.from : undefined, authorId });
    this.#compactIfLong(open);
    return undefined;
  }

  async load(): Promise<Open> {
    if (this.#open) return this.#open;
    this.#opening ??= this.#load().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Everything this process knows of a document that the store has lost; `undefined` if it knows none. */
  salvage(): Uint8Array | undefined {
    const cache = this.#open?.cache ?? this.#dropped;
    return cache && Y.encodeStateAsUpdate(cache.doc);
  }

  /** Answers everything on its way with why the store does not have the session. */
  giveUp(answer: Answer<never>): void {
    this.#missing = Promise.resolve(answer);
    this.#drop();
  }

  /** Forgets the document; it must be idle. */
  close(): void {
    this.#forgetDropped();
    this.#unwatch();
    this.#tick.stop();
    this.#open?.cache.destroy();
    this.#open = undefined;
  }

  async #load(): Promise<Open> {
    const { sessionId, store, limits } = this.#options;
    await this.clientIds.load();
    const stored = await store.load(sessionId);
    const cache = new DocumentCache(limits, (clientId) => this.#ownerOf(clientId));
    const updates = stored.entries.map(({ update }) => update);
    cache.trustAll(stored.snapshot ? [stored.snapshot, ...updates] : updates);
    const writer = new LogWriter({
      store,
      sessionId,
      seq: stored.seq,
      onFailure: (error) => this.#lost(error),
      onBehind: () => this.#readForeign(),
      commit: this.#options.commit,
    });
    writer.counted(
      updates.length,
      updates.reduce((sum, { length }) => sum + length, 0),
    );
    this.#open = { cache, writer, batch: [], batchSince: 0, isCompacting: false };
    this.#forgetDropped();
    this.#missing = undefined;
    this.#options.onLoad(cache.doc);
    return this.#open;
  }

  #enqueue(open: Open, submission: Submission): void {
    if (open.batch.length === 0) open.batchSince = performance.now();
    open.batch.push(submission);
    this.#tick.request();
  }

  async #catchUp(): Promise<void> {
    const open = await this.load();
    const foreign = await open.writer.readForeign();
    if (this.#open !== open) return;
    if (!foreign) {
      // Compacted past what this process has seen: what it lacks is only in the snapshot.
      this.#drop();
      await this.load();
      return;
    }
    if (foreign.length === 0) return;
    this.#takeForeign(open, foreign);
  }

  /** Another instance has perhaps written; `entry` is what, if it is at hand. */
  #hear(entry?: StoredEntry): void {
    if (!entry) this.#options.onHint();
    const open = this.#open;
    if (!open) return;
    // While a read or a write is under way the next position may be in either: then ask the store.
    if (entry && !this.#catchingUp && open.writer.isIdle && open.writer.takeNext(entry.seq)) {
      this.#takeForeign(open, [entry]);
    } else this.#readForeign();
  }

  #readForeign(): void {
    if (this.#open) this.caughtUp().catch((error: unknown) => this.#lost(error));
  }

  #takeForeign(open: Open, entries: readonly StoredEntry[]): void {
    const updates = entries.map(({ update }) => update);
    this.#guard(() => {
      for (const update of updates) open.cache.trust(update);
    });
    const update = mergeUpdates(updates);
    this.#options.onFlush({ update, from: undefined, authorId: entries[0]?.participantId });
  }

  #compactIfLong(open: Open): void {
    const { entriesSinceSnapshot, bytesSinceSnapshot } = open.writer;
    if (open.isCompacting) return;
    if (entriesSinceSnapshot < COMPACT_AFTER_ENTRIES && bytesSinceSnapshot < COMPACT_AFTER_BYTES) return;
    open.isCompacting = true;
    void this.#compact(open).catch((error: unknown) => {
      if (error instanceof SessionMissing) this.#lost(error);
      else this.#options.log.warn({ err: error }, 'compaction failed');
    });
  }

  async #compact(open: Open): Promise<void> {
    try {
      await this.caughtUp();
      if (this.#open !== open) return;
      // The document holds all up to the cursor and perhaps edits that are not stored yet: keeping those early
      // is harmless, as their authors send them again if the log refuses them.
      const snapshot = Y.encodeStateAsUpdate(open.cache.doc);
      const seq = open.writer.cursor;
      open.writer.counted(0, -snapshot.length);
      await this.#options.store.compact(this.#options.sessionId, snapshot, seq);
    } finally {
      open.isCompacting = false;
    }
  }

  /** Runs `work` on the document; a document that throws is not trusted any more. */
  #guard<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#lost(error);
      return undefined;
    }
  }

  #lost(error: unknown): void {
    if (error instanceof SessionMissing) this.#missing = this.#options.onMissing();
    else this.#options.log.error({ err: error }, 'document dropped; it is loaded from the log again');
    this.#drop();
    if (error instanceof BrokenDocument) this.#forgetDropped();
  }

  #refuse(settle: Submission['settle'], why?: string): void {
    if (this.#missing) void this.#missing.then(settle);
    else settle(refuse('unexpected', why));
  }

  #drop(): void {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return;
    meters.reloads.inc();
    for (const { settle } of open.batch) this.#refuse(settle);
    open.batch = [];
    open.writer.abandon();
    this.#forgetDropped();
    this.#dropped = open.cache;
  }

  #forgetDropped(): void {
    this.#dropped?.destroy();
    this.#dropped = undefined;
  }
}
