import type { Answer, ClientEvent, JoinReply, LanguageId, Participant, Problem } from '@pairlink/protocol';
import { refuse } from '@pairlink/protocol';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Identity } from '../identity/identity.ts';
import type { Link, PayloadOf, ValueOf } from './ask.ts';
import { connectionOf, isSameConnection } from './connection-of.ts';
import { copyFiles, writeFiles } from './document-copy.ts';
import { DocumentSync } from './document-sync.ts';
import type { Fate } from './fate.ts';
import { fateOf, fateOfEnd, isPassing } from './fate-of.ts';
import type { PeopleEvent } from './fold-people.ts';
import { clientIdsGone, foldPeople } from './fold-people.ts';
import { guardUnload } from './guard-unload.ts';
import { OutboxStore } from './outbox-store.ts';
import { Presence } from './presence.ts';
import type { FileCopy, SessionSnapshot } from './session-snapshot.ts';
import { initialSnapshot, standingOf } from './session-snapshot.ts';
import { SharedRuns } from './shared-runs.ts';
import { SessionSocket } from './session-socket.ts';
import { TypingSignal } from './typing-signal.ts';

/** People are told so long before their session would expire. */
const EXPIRING_MS = 3_600_000;

export interface SessionClientOptions {
  /** A session id or a watch id. */
  readonly session: string;
  readonly identity: Identity;
  readonly hostToken?: string | undefined;
  /** Of the gateway; the page's own when missing. */
  readonly origin?: string | undefined;
}

/**
 * One tab's place in a session: the document, who is there, what ran, and how all of it stands with the server.
 * Nothing is sent before `connect`; `close` is final.
 */
export class SessionClient {
  readonly #options: SessionClientOptions;
  readonly #tab = crypto.getRandomValues(new Uint32Array(3)).join('-');
  readonly #store = new OutboxStore();
  readonly #presence = new Presence();
  /** Runs of this tab and the others; they appear in the snapshot. */
  readonly runs = new SharedRuns({
    ask: (event, payload) => this.#ask(event, payload),
    getSnapshot: () => this.#snapshot,
    publish: (runs) => this.#publish({ runs }),
  });
  readonly #typing = new TypingSignal((isTyping) => void this.setTyping(isTyping));
  readonly #listeners = new Set<() => void>();
  readonly #socket: SessionSocket;
  #snapshot: SessionSnapshot = initialSnapshot(new Y.Doc());
  #name: string;
  #password: string | undefined;
  #link: Link | undefined;
  #sync: DocumentSync | undefined;
  #fate: Fate | undefined;
  #isCut = false;
  #wasSettled = false;
  /** Texts to write into the document once it is loaded: the choice after a change of epoch. */
  #filesToRestore: readonly FileCopy[] | undefined;
  #stopGuard: (() => void) | undefined;

  constructor(options: SessionClientOptions) {
    this.#options = options;
    this.#name = options.identity.name;
    this.#socket = new SessionSocket({
      origin: options.origin,
      session: options.session,
      auth: () => this.#auth(),
      events: {
        onOpen: (link) => void this.#join(link),
        onClosed: () => this.#onClosed(),
        onRefused: (problem) => this.#endWith(fateOf(problem)),
      },
    });
    this.#listen();
  }

  /** The shared document; the same as in the snapshot. */
  get doc(): Y.Doc {
    return this.#snapshot.doc;
  }

  /** Cursors of this tab and the others, by Yjs client id; `participants` says whose id is whose. */
  get awareness(): Awareness {
    return this.#presence.awareness;
  }

  readonly getSnapshot = (): SessionSnapshot => this.#snapshot;

  /** Calls `listener` after each change of the snapshot. Returns the undo. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Joins, or after `refused` tries again, with a password if the session wants one. */
  connect({ password }: { readonly password?: string } = {}): void {
    if (password !== undefined) this.#password = password;
    this.#fate = undefined;
    this.#stopGuard ??= guardUnload({
      hasUnsavedEdits: () => (this.#sync?.waiting ?? 0) > 0,
      flush: () => this.#sync?.flush() ?? Promise.resolve(),
    });
    this.#socket.connect();
    this.#publish();
  }

  /** Leaves the session. Edits without acknowledgement stay in the browser for the next visit. */
  close(): void {
    this.#listeners.clear();
    this.#stopGuard?.();
    this.#typing.close();
    // The server takes the end of the socket for leaving; an answer would come too late.
    void this.#link?.ask('leave-session', null);
    this.#socket.close();
    this.#presence.close();
    void (this.#sync?.close() ?? Promise.resolve()).then(() => this.#store.close());
  }

  changeLanguage(language: LanguageId): Promise<Answer> {
    return this.#ask('language-change', { language });
  }

  changeTitle(title: string): Promise<Answer> {
    return this.#ask('title-change', { title });
  }

  /** Only tells the session; keeping the name for the next one is `saveName` of `identity.ts`. */
  async changeName(name: string): Promise<Answer> {
    const answer = await this.#ask('name-change', { name });
    if (answer.ok) this.#name = name;
    return answer;
  }

  /** Edits do this by themselves; other ways of being busy may say so. */
  setTyping(isTyping: boolean): Promise<Answer> {
    return this.#ask('typing', { isTyping });
  }

  /** The files as they read in this tab, to download whatever becomes of the session. */
  copyFiles(): readonly FileCopy[] {
    return copyFiles(this.doc);
  }

  /** After `epoch-changed`: writes this tab's texts into the restored session, as edits that everyone sees. */
  restoreFromMyCopy(): void {
    if (this.#fate?.kind === 'epoch-changed') this.#filesToRestore = this.copyFiles();
    this.takeServerCopy();
  }

  /** After `epoch-changed`: shows what the server has. What only this tab had is gone unless copied before. */
  takeServerCopy(): void {
    if (this.#fate?.kind !== 'epoch-changed') return;
    this.#fate = undefined;
    this.#dropDocument();
  }

  dismissSetback(): void {
    this.#publish({ setback: undefined });
  }

  dismissExpiring(): void {
    this.#publish({ isExpiring: false });
  }

  dismissRestored(): void {
    this.#publish({ wasRestored: false });
  }

  #auth() {
    const { participantSecret } = this.#options.identity;
    const { hostToken } = this.#options;
    return {
      participantSecret,
      name: this.#name,
      ...(hostToken !== undefined && { hostToken }),
      ...(this.#password !== undefined && { password: this.#password }),
    };
  }

  async #ask<E extends ClientEvent>(event: E, payload: PayloadOf<E>): Promise<Answer<ValueOf<E>>> {
    const answer = await this.#link?.ask(event, payload);
    return answer ?? refuse('not-joined', 'There is no connection to the session.');
  }

  async #join(link: Link): Promise<void> {
    const answer = await link.ask('join-session', { name: this.#name, mode: 'crdt' });
    if (!answer) return link.restart();
    if (answer.ok) return this.#onJoined(link, answer.value);
    if (isPassing(answer.problem.code)) return link.restart();
    this.#endWith(fateOf(answer.problem));
  }

  #onJoined(link: Link, reply: JoinReply): void {
    this.#link = link;
    this.#isCut = false;
    this.#wasSettled = false;
    const isRestored = this.#sync !== undefined && this.#sync.epoch === reply.restoredFrom;
    if (isRestored) this.#sync?.continueIn(reply.epoch);
    if (this.#sync && this.#sync.epoch !== reply.epoch) this.#fate = { kind: 'epoch-changed' };
    else {
      this.#sync ??= this.#createSync(reply.epoch);
      this.#sync.attach(link, reply.clientId);
      this.#presence.attach(link, reply.clientId);
    }
    const runs = this.runs.afterJoining(reply.runs);
    this.#publish({ ...standingOf(reply), runs, ...(isRestored && { wasRestored: true }) });
  }

  #createSync(epoch: string): DocumentSync {
    return new DocumentSync({
      key: { session: this.#storageName(), epoch, tab: this.#tab },
      store: this.#store,
      events: {
        onChange: () => this.#onSyncChange(),
        onEdit: this.#typing.onEdit,
        onLost: (problem) => this.#onLost(problem),
      },
    });
  }

  /** Edits are only valid from the participant who made them: another identity in this browser leaves them alone. */
  #storageName(): string {
    const { session, identity } = this.#options;
    return `${session}/${identity.participantSecret.slice(0, 8)}`;
  }

  #onSyncChange(): void {
    const sync = this.#sync;
    if (!sync) return;
    this.#wasSettled ||= sync.isSettled;
    if (!sync.isLoaded || this.#snapshot.doc === sync.doc) return this.#publish();
    const files = this.#filesToRestore;
    this.#filesToRestore = undefined;
    if (files) writeFiles(sync.doc, files);
    this.#publish({ doc: sync.doc, isLoaded: true });
  }

  #onLost(problem: Problem): void {
    const files = this.#sync ? copyFiles(this.#sync.doc) : [];
    this.#dropDocument();
    this.#publish({ setback: { problem, files } });
  }

  /** Joins again and loads the document from nothing, under a new Yjs client id. */
  #dropDocument(): void {
    void this.#sync?.discard();
    this.#sync = undefined;
    this.#publish({ isLoaded: false });
    this.#link?.restart();
  }

  #onClosed(): void {
    this.#link = undefined;
    this.#isCut = true;
    this.#presence.detach();
    this.#sync?.detach();
    this.#publish();
  }

  #endWith(fate: Fate): void {
    this.#fate = fate;
    this.#socket.disconnect();
    this.#onClosed();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('doc-update', (update) => this.#sync?.receive(update));
    socket.on('content-hash', (check) => this.#sync?.check(check));
    socket.on('awareness', (update) => this.#presence.receive(update));
    socket.on('participants-update', ({ participants }) => this.#setParticipants(participants));
    socket.on('user-joined', ({ participant }) => this.#foldPeople({ kind: 'joined', participant }));
    socket.on('user-left', ({ participant }) => this.#foldPeople({ kind: 'left', participant }));
    socket.on('typing', (change) => this.#foldPeople({ kind: 'typing', ...change }));
    socket.on('language-updated', ({ language }) => this.#publish({ language }));
    socket.on('title-updated', ({ title }) => this.#publish({ title }));
    socket.on('session-locked', ({ isLocked }) => this.#publish({ isLocked }));
    socket.on('session-expiring', ({ expiresAt }) =>
      this.#publish({ expiresAt, isExpiring: Date.parse(expiresAt) - Date.now() <= EXPIRING_MS }),
    );
    socket.on('session-ended', ({ reason }) => this.#endWith(fateOfEnd(reason)));
    this.runs.listen(socket);
  }

  #foldPeople(event: PeopleEvent): void {
    this.#setParticipants(foldPeople(this.#snapshot.participants, event));
  }

  #setParticipants(participants: readonly Participant[]): void {
    const before = this.#snapshot;
    this.#presence.forget(clientIdsGone(before.participants, participants));
    const self = participants.find((one) => one.participantId === before.self?.participantId) ?? before.self;
    this.#publish({ participants, self, role: self?.role ?? before.role });
  }

  #publish(change: Partial<SessionSnapshot> = {}): void {
    const before = this.#snapshot;
    const now = connectionOf({
      fate: this.#fate,
      isCut: this.#isCut,
      sync: this.#sync,
      wasSettled: this.#wasSettled,
    });
    const connection = isSameConnection(before.connection, now) ? before.connection : now;
    if (connection === before.connection && Object.keys(change).length === 0) return;
    this.#snapshot = { ...before, ...change, connection };
    for (const listener of this.#listeners) listener();
  }
}
