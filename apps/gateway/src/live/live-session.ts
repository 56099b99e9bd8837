import { applyText, encodeBytes, metaOf, readMeta, textOf, toLf } from '@pairlink/collab';
import type {
  Answer,
  DocSyncReply,
  JoinReply,
  JoinRequest,
  LanguageId,
  Limits,
  LogSeq,
  Participant,
  SessionEndReason,
} from '@pairlink/protocol';
import { accept, refuse } from '@pairlink/protocol';
import type { Logger } from 'pino';
import type * as Y from 'yjs';
import { valueOf } from '../ops/problem-error.ts';
import { checkTitle } from '../sessions/session-content.ts';
import type { Instances } from '../instances/instances.ts';
import { checkName } from '../sockets/check-name.ts';
import { prepareBytes, prepareEvent } from '../sockets/prepared-event.ts';
import { expiresAt, noticeMs } from '../sessions/expiry.ts';
import type { SessionRecord, SessionStore } from '../store/session-store.ts';
import { Audience } from './audience.ts';
import { Debounce } from './debounce.ts';
import { Elsewhere } from './elsewhere.ts';
import type { GroupCommit } from './group-commit.ts';
import { LiveRecord } from './live-record.ts';
import type { Outlet, Peer } from './peer.ts';
import { People } from './people.ts';
import { Presence } from './presence.ts';
import type { MissingReason, Salvage } from './session-loss.ts';
import { SessionLoss } from './session-loss.ts';
import { SharedRuns } from './shared-runs.ts';
import type { Flush, SubmitAnswer } from './stored-document.ts';
import { StoredDocument } from './stored-document.ts';
import type { SyncEncoding } from './sync-reply.ts';
import { SyncReplies } from './sync-reply.ts';
import { TextView } from './text-view.ts';
import { TitleAndLanguage } from './title-and-language.ts';

export interface LiveSessionOptions {
  readonly sessionId: string;
  readonly store: SessionStore;
  readonly limits: Limits;
  readonly log: Logger;
  readonly instances: Instances;
  /** One for all sessions of the process. */
  readonly commit: GroupCommit;
  /** The store has the session no more, or one restored under another epoch: people are to be told, and to go. */
  readonly onMissing: (reason: MissingReason) => void;
}

/** Who asks to join, as the handshake found them. */
export interface Newcomer {
  readonly participantId: string;
  readonly role: Participant['role'];
  readonly record: SessionRecord;
  readonly isWatchLink: boolean;
  readonly outlet: Outlet;
}

const PRESENCE_TICK_MS = 20;
const PEOPLE_TICK_MS = 50;
const HASH_MS = 5000;
const HASH_JITTER_MS = 500;

/** A session while somebody uses it, on this instance: its document, its people, their cursors and runs. */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  readonly #document: StoredDocument;
  readonly #replies = new SyncReplies();
  readonly #people = new People();
  readonly #presence = new Presence();
  readonly #peers = new Audience();
  readonly #elsewhere: Elsewhere;
  readonly runs: SharedRuns;
  #textView: TextView | undefined;
  readonly #titleAndLanguage: TitleAndLanguage;
  #hashedVersion = 0;
  /** The expiry that people know from a notice. */
  #toldExpiry: number | undefined;
  readonly #record: LiveRecord;
  readonly #loss: SessionLoss;
  readonly #presenceTick = new Debounce(PRESENCE_TICK_MS, () => this.#sendPresence());
  readonly #peopleTick = new Debounce(PEOPLE_TICK_MS, () => this.#sendPeople());
  readonly #hashTick = new Debounce(HASH_MS + (Math.random() - 0.5) * HASH_JITTER_MS, () => this.#sendHash());

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.#record = new LiveRecord({ ...options, onLock: (isLocked) => this.#showLock(isLocked) });
    this.#loss = new SessionLoss({
      ...options,
      record: this.#record,
      salvage: () => this.#salvage(),
      onGivenUp: (answer) => this.#document.giveUp(answer),
    });
    const onMissing = (): void => void this.#loss.whyMissing();
    this.#titleAndLanguage = new TitleAndLanguage({ ...options, audience: this.#peers, onMissing });
    this.#elsewhere = new Elsewhere({
      ...options,
      audience: this.#peers,
      people: this.#people,
      presence: this.#presence,
      runs: () => this.runs,
      onPeople: () => this.#peopleTick.request(),
      onPresence: () => this.#presenceTick.request(),
      onEpoch: (epoch) => {
        if (epoch !== this.#record.current?.epoch) this.#checkRecord();
      },
    });
    this.runs = new SharedRuns({
      ...options,
      audience: this.#peers,
      people: this.#people,
      elsewhere: this.#elsewhere,
      onMissing,
    });
    this.#document = new StoredDocument({
      ...options,
      onFlush: (flush) => this.#show(flush),
      onLoad: (doc) => this.#observe(doc),
      onHint: () => this.#checkRecord(),
      onMissing: () => this.#loss.whyMissing(),
    });
  }

  /** Participants on all instances, as far as this one knows. */
  get activeUsers(): number {
    return this.#people.count;
  }

  /** Nobody is in it and nothing is on its way to the store. */
  get isIdle(): boolean {
    return this.#peers.size === 0 && this.#document.isIdle && this.runs.isIdle;
  }

  join(newcomer: Newcomer, request: JoinRequest): Promise<Answer<{ peer: Peer; reply: JoinReply }>> {
    return this.#loss.guard(() => this.#join(newcomer, request));
  }

  async #join(newcomer: Newcomer, request: JoinRequest): Promise<Answer<{ peer: Peer; reply: JoinReply }>> {
    const { store, limits, sessionId } = this.#options;
    const { participantId, record, role } = newcomer;
    const named = checkName(request.name ?? '', limits);
    if (!named.ok) return named;
    const places = limits.participantsPerSession;
    const isFull = (): boolean => this.#people.hereCount >= places && !this.#people.isHere(participantId);
    if (isFull() || !(await this.#elsewhere.place(participantId, places))) return refuse('session-full');
    // The handshake's record may be older than a change that people in the session know already.
    const [doc, lookup, chat] = await Promise.all([
      this.#document.caughtUp(),
      this.#record.read(),
      store.listChat(sessionId),
      this.runs.load(),
    ]);
    const clientId = await this.#document.clientIds.issue(participantId);
    if (isFull()) return refuse('session-full');

    const peer: Peer = { participantId, clientId, role, mode: request.mode, outlet: newcomer.outlet };
    const { participant, isNew } = this.#people.enter({
      participantId,
      clientId,
      role,
      name: named.value || undefined,
      now: Date.now(),
    });
    if (isNew) this.#peers.send('user-joined', { participant, activeUsers: this.#people.count });
    // Whoever joins elsewhere from now on finds this participant in the list.
    await this.#elsewhere.changedNow();
    this.#peers.add(peer);
    if (peer.mode === 'text') this.#textView ??= new TextView(doc);
    this.#peopleTick.request();
    const states = this.#presence.all();
    if (states) peer.outlet.send(prepareBytes('awareness', states));
    const keptUntil = expiresAt(lookup.kind === 'live' ? lookup.record : record, limits.sessionIdleHours);
    if (keptUntil - Date.now() <= noticeMs(limits.sessionIdleHours)) {
      peer.outlet.send(prepareEvent('session-expiring', noticeOf(keptUntil)));
    }
    const meta = readMeta(doc);
    const reply: JoinReply = {
      ...(!newcomer.isWatchLink && { sessionId }),
      ...epochOf(this.#record.current ?? record),
      clientId,
      role,
      self: participant,
      participants: this.#people.list(),
      title: meta.title,
      language: meta.language,
      isLocked: this.#record.isLocked,
      ...noticeOf(keptUntil),
      limits,
      chat,
      runs: this.runs.list(),
      ...(peer.mode === 'text' && { code: (meta.entry && textOf(doc, meta.entry)?.toString()) ?? '' }),
    };
    return accept({ peer, reply });
  }

  leave(peer: Peer): void {
    if (!this.#peers.delete(peer)) return;
    this.#presence.remove(peer.clientId);
    this.#presenceTick.request();
    const { last, isGone } = this.#people.leave(peer.participantId, peer.clientId);
    if (last) this.runs.lose(peer);
    if (last && isGone) this.#peers.send('user-left', { participant: last, activeUsers: this.#people.count });
    this.#peopleChanged();
    if (!this.#peers.has(({ mode }) => mode === 'text')) {
      this.#textView?.close();
      this.#textView = undefined;
    }
  }

  /** Answers, by `settle`, when the update is stored or refused. */
  update(peer: Peer, update: Uint8Array, settle: (answer: SubmitAnswer) => void): void {
    const refusal = this.#writeRefusal(peer);
    if (refusal) return settle(refusal);
    return this.#document.submit({ update, authorId: peer.participantId, from: peer, settle });
  }

  sync(known: Uint8Array, encoding: SyncEncoding): Promise<Answer<DocSyncReply>> {
    return this.#loss.guard(async () => {
      const reply = await this.#document.durable((doc, version) =>
        this.#replies.answer({ doc, version }, { known, encoding }),
      );
      return accept(await reply());
    });
  }

  awareness(peer: Peer, bytes: Uint8Array): Answer {
    const person = this.#people.find(peer.participantId);
    if (!person) return refuse('not-joined');
    const { participantId, name, colour } = person;
    const answer = this.#presence.update(bytes, { clientId: peer.clientId, participantId, name, colour });
    if (answer.ok) this.#presenceTick.request();
    return answer;
  }

  async changeCode(peer: Peer, change: { code: string; fileId?: string }): Promise<SubmitAnswer> {
    const refusal = this.#writeRefusal(peer);
    if (refusal) return refusal;
    const file = await this.#loss.guard(async () => {
      const doc = await this.#document.caughtUp();
      const fileId = change.fileId ?? readMeta(doc).entry;
      const isThere = fileId !== undefined && textOf(doc, fileId) !== undefined;
      return isThere ? accept(fileId) : refuse('invalid-payload', 'There is no such file.');
    });
    if (!file.ok) return file;
    const answer = await this.edit(peer.participantId, (draft) => {
      const text = textOf(draft, file.value);
      if (text) applyText(text, toLf(change.code));
    });
    return answer.ok ? accept({ seq: answer.value }) : answer;
  }

  async changeMeta(peer: Peer, change: { title: string } | { language: LanguageId }): Promise<Answer> {
    const refusal = this.#writeRefusal(peer);
    if (refusal) return refusal;
    const title = 'title' in change ? checkTitle(change.title, this.#options.limits) : undefined;
    if (title && !title.ok) return title;
    const kept = title ? { title: title.value } : change;
    const answer = await this.edit(peer.participantId, (draft) => {
      for (const [key, value] of Object.entries(kept)) metaOf(draft).set(key, value);
    });
    return answer.ok ? accept(null) : answer;
  }

  /** The server's own edit, shown to people as that of `participantId`. */
  edit(participantId: string | undefined, change: (doc: Y.Doc) => void): Promise<Answer<LogSeq>> {
    return this.#loss.guard(() => this.#document.edit(participantId, change));
  }

  /** Rejects with `ProblemError` when the session is not there any more. */
  async read<T>(read: (doc: Y.Doc) => T): Promise<T> {
    return valueOf(await this.#loss.guard(async () => accept(read(await this.#document.caughtUp()))));
  }

  rename(peer: Peer, name: string): Answer {
    const named = checkName(name, this.#options.limits);
    if (!named.ok) return named;
    this.#people.rename(peer.participantId, { name: named.value, now: Date.now() });
    this.#peopleChanged();
    return accept(null);
  }

  typing(peer: Peer, isTyping: boolean): Answer {
    if (this.#people.setTyping(peer.participantId, isTyping)) {
      const prepared = prepareEvent('typing', { isTyping, participantId: peer.participantId });
      for (const other of this.#peers) if (other !== peer) other.outlet.sendVolatile(prepared);
      this.#elsewhere.send({ kind: 'typing', participantId: peer.participantId, isTyping });
    }
    return accept(null);
  }

  /** Reads the record again; who may write is decided by it from then on. */
  async recordChanged(): Promise<void> {
    const lookup = await this.#record.read();
    if (lookup.kind !== 'live' || this.#record.isRestored(lookup)) await this.#loss.whyMissing();
  }

  /** Once for each time (Unix ms). */
  tellExpiry(at: number): void {
    if (at === this.#toldExpiry) return;
    this.#toldExpiry = at;
    this.#peers.send('session-expiring', noticeOf(at));
  }

  /** Tells everybody that the session is over and closes their sockets. */
  end(reason: SessionEndReason): void {
    this.#peers.send('session-ended', { reason });
    this.dismiss(`session ${reason}`);
  }

  /** Closes everybody's socket; whoever comes again is told what is the matter by the handshake. */
  dismiss(why: string): void {
    for (const { outlet } of this.#peers) outlet.close(why);
  }

  /** Whom to move elsewhere when this instance goes down. */
  get outlets(): readonly Outlet[] {
    return [...this.#peers].map(({ outlet }) => outlet);
  }

  /** Stores what is on its way. */
  async settle(): Promise<void> {
    if (this.#document.version > 0) await this.#document.durable(() => undefined);
    await this.runs.save();
  }

  close(): void {
    for (const tick of [this.#presenceTick, this.#peopleTick, this.#hashTick]) tick.stop();
    this.runs.close();
    this.#elsewhere.close();
    this.#textView?.close();
    this.#document.close();
  }

  #checkRecord(): void {
    if (this.#peers.size === 0) return;
    this.recordChanged().catch((error: unknown) => {
      this.#options.log.warn({ err: error }, 'the record was not read again');
    });
  }

  #salvage(): Salvage | undefined {
    const document = this.#peers.size > 0 ? this.#document.salvage() : undefined;
    if (!document) return undefined;
    return { document, clientIds: this.#document.clientIds.owners, runs: this.runs.list() };
  }

  #writeRefusal(peer: Peer): Answer<never> | undefined {
    if (peer.role === 'viewer') return refuse('not-allowed', 'This link is for watching.');
    return this.#record.isLocked && peer.role !== 'host' ? refuse('session-locked') : undefined;
  }

  #show({ update, from, authorId }: Flush): void {
    let prepared;
    for (const peer of this.#peers) {
      if (peer.mode !== 'crdt' || peer === from) continue;
      prepared ??= prepareBytes('doc-update', update);
      peer.outlet.send(prepared);
    }
    if (this.#textView) this.#showTexts(authorId);
    // Asked first: reading the document puts in it all that was accepted and waits.
    const doc = this.#titleAndLanguage.hasChanged ? this.#document.doc : undefined;
    if (doc) this.#titleAndLanguage.show(doc, authorId);
    this.#hashTick.request();
  }

  #showTexts(authorId: string | undefined): void {
    // Reading the document puts in it what was accepted and waits: the view has seen it after that.
    if (!this.#document.doc) return;
    for (const { fileId, code } of this.#textView?.takeChanges() ?? []) {
      const prepared = prepareEvent('code-update', { code, fileId, participantId: authorId ?? '' });
      for (const { mode, outlet } of this.#peers) if (mode === 'text') outlet.send(prepared);
    }
  }

  // By REST: the host's token is no participant.
  #showLock(isLocked: boolean): void {
    this.#peers.send('session-locked', { isLocked, participantId: '' });
  }

  #observe(doc: Y.Doc): void {
    this.#replies.forget();
    this.#titleAndLanguage.observe(doc);
    if (this.#textView) this.#textView = new TextView(doc);
    this.#hashTick.request();
  }

  #sendPresence(): void {
    if (!this.#presence.hasChanges) return;
    this.#elsewhere.sendPresence();
    const { bytes, onlyOf } = this.#presence.takeChanges();
    const prepared = prepareBytes('awareness', bytes);
    for (const { clientId, outlet } of this.#peers) if (clientId !== onlyOf) outlet.sendVolatile(prepared);
  }

  #peopleChanged(): void {
    this.#peopleTick.request();
    this.#elsewhere.changed();
  }

  #sendPeople(): void {
    this.#peers.send('participants-update', {
      participants: this.#people.list(),
      activeUsers: this.#people.count,
    });
  }

  #sendHash(): void {
    const { doc, version } = this.#document;
    if (!doc || this.#peers.size === 0 || version === this.#hashedVersion) return;
    this.#hashedVersion = version;
    const { stateVector, contentHash } = this.#replies.check(doc, version);
    this.#peers.send('content-hash', { stateVector: encodeBytes(stateVector), contentHash });
  }
}

const epochOf = ({ epoch, restoredFrom }: SessionRecord): Pick<JoinReply, 'epoch' | 'restoredFrom'> => ({
  epoch,
  ...(restoredFrom !== undefined && { restoredFrom }),
});

const noticeOf = (at: number): { expiresAt: string } => ({ expiresAt: new Date(at).toISOString() });
