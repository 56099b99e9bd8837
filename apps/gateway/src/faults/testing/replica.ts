import { contentHash, decodeBytes, encodeBytes, filesOf } from '@pairlink/collab';
import type { Answer, Bytes } from '@pairlink/protocol';
import * as Y from 'yjs';
import type { Random } from '../../live/testing/random.ts';
import type { Edit, Person, Token } from './person.ts';
import { TabConnection } from './tab-connection.ts';

const RETRY_MS = 100;
const MAX_IN_FLIGHT = 8;
const FROM_SERVER = Symbol('from server');

export interface ReplicaOptions {
  readonly person: Person;
  readonly sessionId: string;
  /** Where to connect to; see `TabConnection`. */
  readonly urls: readonly [string, ...string[]];
  readonly random: Random;
}

/**
 * A tab as the web app has one: edits at any time, keeps what it wrote until the server has acknowledged it, and
 * after each reconnect exchanges state vectors. Unlike the web app it never sends again what was acknowledged once:
 * what the server then loses stays lost and is found.
 */
export class Replica {
  readonly doc = new Y.Doc();
  readonly connection: TabConnection;
  readonly #options: ReplicaOptions;
  #isSynced = false;
  /** Counts exchanges; what belongs to an earlier one is out of date. */
  #round = 0;
  #isLoaded = false;
  /** Of the change that is being made. */
  #tokens: Token[] = [];
  readonly #own: Token[] = [];
  #unsent: Edit[] = [];
  readonly #inFlight = new Map<number, Edit>();
  #lastMessage = 0;
  #run = nextRun();
  #problem = '';
  #waiters: { isTrue: () => boolean; resolve: () => void }[] = [];

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === FROM_SERVER) return;
      this.#unsent.push({ update, tokens: this.#tokens, run: this.#run });
      this.#tokens = [];
      if (options.random.chance(0.6)) this.flush();
    });
    this.connection = new TabConnection({
      ...options,
      secret: options.person.secret,
      onOpen: () => void this.#join(),
      onClosed: () => this.#pause(),
      onUpdate: (update) => this.#apply(update),
    });
    this.connection.open();
  }

  get person(): Person {
    return this.#options.person;
  }

  get text(): Y.Text | undefined {
    const [node] = filesOf(this.doc).values();
    const text = node?.get('text');
    return text instanceof Y.Text ? text : undefined;
  }

  get shown(): string {
    return this.text?.toString() ?? '';
  }

  get hash(): string {
    return contentHash(this.doc);
  }

  /** Written here, or adopted from a closed tab, and not acknowledged. */
  get waiting(): readonly Edit[] {
    return [...this.#inFlight.values(), ...this.#unsent];
  }

  /** For the report of a history that never heals. */
  get state(): string {
    return `${this.person.name} ${this.status}, ${this.waiting.length} waiting, ${this.#problem || 'no problem'}`;
  }

  /** What this tab has to answer for: written here, or adopted. */
  get ownTokens(): readonly Token[] {
    return this.#own;
  }

  /** What a person would read in the status line. */
  get status(): 'saved' | 'saving' | 'offline' {
    if (!this.#isSynced) return 'offline';
    return this.waiting.length === 0 ? 'saved' : 'saving';
  }

  insert(token: string): void {
    const { text, doc, person } = this;
    if (!text || !this.#isLoaded) return;
    this.#note(token);
    // Between tokens, never inside one: a token that is torn apart cannot be found again.
    const gaps = [0, ...[...text.toString().matchAll(/;/g)].map(({ index }) => index + 1)];
    const at = gaps[this.#options.random.below(gaps.length)] ?? 0;
    doc.transact(() => text.insert(at, token), person);
  }

  /** Deletes some token, whoever wrote it. */
  delete(): void {
    const found = [...this.shown.matchAll(/\w+;/g)];
    const token = found[this.#options.random.below(found.length)];
    if (!token) return;
    this.person.deleted.add(token[0]);
    this.text?.delete(token.index, token[0].length);
  }

  /** Inserts, takes it back as Ctrl+Z does, and perhaps puts it there again. */
  insertAndUndo(token: string, { isRedone }: { isRedone: boolean }): void {
    const { text, person } = this;
    if (!text || !this.#isLoaded) return;
    const history = new Y.UndoManager(text, { captureTimeout: 0, trackedOrigins: new Set([person]) });
    this.insert(token);
    history.undo();
    if (isRedone) {
      // Redone it is another piece of the document: what was written first has become a deletion.
      person.tokens.pop();
      person.redone.add(token);
      this.#own.pop();
      this.#note(token);
      history.redo();
    } else person.deleted.add(token);
    history.destroy();
  }

  /** Sends what was changed since the last call, a message for each run. */
  flush(): void {
    while (this.#isSynced && this.#inFlight.size < MAX_IN_FLIGHT) {
      const [first] = this.#unsent;
      if (!first) return;
      const next = this.#unsent.findIndex(({ run }) => run !== first.run);
      const edits = this.#unsent.splice(0, next < 0 ? Infinity : next);
      const update = Y.mergeUpdates(edits.map((edit) => edit.update));
      this.#send({ update, tokens: edits.flatMap(({ tokens }) => tokens), run: first.run });
    }
  }

  /** Resolves when everything written here is acknowledged, with messages that arrive from now on. */
  async heal(): Promise<void> {
    this.connection.mend();
    this.connection.open();
    this.flush();
    await this.#until(() => this.status === 'saved');
  }

  /** Resolves when everything that the server has now is here. */
  async sync(): Promise<void> {
    void this.#exchange();
    await this.#until(() => this.status === 'saved');
  }

  /** The tab ends; what is not acknowledged stays in the browser for the next one. */
  close(): void {
    this.person.stored.push(...this.waiting);
    this.#unsent = [];
    this.#inFlight.clear();
    this.connection.close();
    this.doc.destroy();
  }

  #note(text: string): void {
    const { doc, person } = this;
    const { clientID: client } = doc;
    const token = { text, client, clock: Y.getState(doc.store, client), isAcknowledged: false };
    person.tokens.push(token);
    this.#tokens.push(token);
    this.#own.push(token);
  }

  /** Nothing more is sent; what was in flight counts as unsent. */
  #pause(): void {
    this.#round++;
    this.#isSynced = false;
    this.#unsent = [...this.waiting];
    this.#inFlight.clear();
  }

  async #join(): Promise<void> {
    const answer = await this.connection.ask('join-session', { mode: 'crdt', name: this.person.name });
    if (!answer?.ok) return this.connection.restart();
    this.doc.clientID = answer.value.clientId;
    return this.#exchange();
  }

  async #exchange(): Promise<void> {
    this.#pause();
    const round = this.#round;
    const answer = await this.connection.ask('doc-sync', encodeBytes(Y.encodeStateVector(this.doc)));
    if (round !== this.#round) return;
    if (!answer) return this.connection.restart();
    if (!answer.ok) return this.#exchangeLater();
    this.#apply(answer.value.update);
    this.#adopt();
    const vector = decodeBytes(answer.value.stateVector) ?? new Uint8Array();
    this.#settle(vector);
    this.#isSynced = true;
    this.flush();
    this.#look();
  }

  /** What tabs of this person left in the browser is this tab's to send. */
  #adopt(): void {
    this.#isLoaded = true;
    const edits = this.person.stored;
    this.person.stored = [];
    this.#unsent = [...this.#unsent, ...edits].toSorted((a, b) => a.run - b.run);
    this.#own.push(...edits.flatMap(({ tokens }) => tokens));
    for (const { update } of edits) Y.applyUpdate(this.doc, update, FROM_SERVER);
  }

  /** Whatever the server has, it has stored. */
  #settle(vector: Uint8Array): void {
    const clocks = Y.decodeStateVector(vector);
    for (const token of [...this.person.tokens, ...this.#own])
      if (token.clock < (clocks.get(token.client) ?? 0)) token.isAcknowledged = true;
    this.#unsent = this.#unsent.flatMap(({ update, ...edit }) => {
      const rest = Y.diffUpdate(update, vector);
      const { structs, ds } = Y.decodeUpdate(rest);
      return structs.length > 0 || ds.clients.size > 0 ? [{ ...edit, update: rest }] : [];
    });
  }

  #send(edit: Edit): void {
    const id = ++this.#lastMessage;
    this.#inFlight.set(id, edit);
    const round = this.#round;
    const settle = (answer: Answer<unknown> | undefined): void => {
      if (round !== this.#round) return;
      if (!answer) this.connection.restart();
      else if (!answer.ok) {
        this.#problem = answer.problem.message;
        this.#exchangeLater();
      } else {
        for (const token of edit.tokens) token.isAcknowledged = true;
        this.#inFlight.delete(id);
        this.flush();
        this.#look();
      }
    };
    this.connection.send(encodeBytes(edit.update), settle);
  }

  #exchangeLater(): void {
    this.#pause();
    const round = this.#round;
    setTimeout(() => {
      if (round === this.#round && this.connection.isOpen) void this.#exchange();
    }, this.#options.random.below(RETRY_MS));
  }

  #apply(update: Bytes): void {
    const bytes = decodeBytes(update);
    if (bytes) Y.applyUpdate(this.doc, bytes, FROM_SERVER);
    this.#run = nextRun();
  }

  #until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push({ isTrue, resolve });
      this.#look();
    });
  }

  #look(): void {
    const isTrue = this.#waiters.map((waiter) => waiter.isTrue());
    const over = this.#waiters.filter((_, i) => isTrue[i]);
    this.#waiters = this.#waiters.filter((_, i) => !isTrue[i]);
    for (const { resolve } of over) resolve();
  }
}

let lastRun = 0;
const nextRun = (): number => ++lastRun;
