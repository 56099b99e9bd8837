import { Buffer } from 'node:buffer';
import { unreachable } from '@pairlink/protocol';
import type { InstanceLink, Instances, LinkedSession, OtherPart, OwnPart } from '../instances/instances.ts';
import type { SessionMessage } from '../instances/session-message.ts';
import { prepareEvent } from '../sockets/prepared-event.ts';
import type { Audience } from './audience.ts';
import { Debounce } from './debounce.ts';
import type { People } from './people.ts';
import type { Presence } from './presence.ts';
import type { SharedRuns } from './shared-runs.ts';

/** Reasons to ask the others come together. */
const ASK_MS = 50;

interface ElsewhereOptions {
  readonly sessionId: string;
  readonly instances: Instances;
  readonly people: People;
  readonly presence: Presence;
  readonly audience: Audience;
  readonly runs: () => SharedRuns;
  readonly onPeople: () => void;
  readonly onPresence: () => void;
  /** The epoch in the store is this now; `undefined` when the session is not there. */
  readonly onEpoch: (epoch: string | undefined) => void;
}

/** The people of a session who are connected to other instances: heard and told of as if they were here. */
export class Elsewhere implements LinkedSession {
  readonly #options: ElsewhereOptions;
  #link: InstanceLink | undefined;
  #known: ReadonlySet<string> = new Set();
  readonly #ask = new Debounce(ASK_MS, () => this.send({ kind: 'who' }));

  constructor(options: ElsewhereOptions) {
    this.#options = options;
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  /** This instance, for the others. */
  get instance(): string {
    return this.#options.instances.id;
  }

  /** Keeps a place for a participant among `limit`, and finds out who is elsewhere; false when all are taken. */
  place(participantId: string, limit: number): Promise<boolean> {
    // Only now: sessions that nobody is in have nothing to tell.
    this.#link ??= this.#options.instances.link(this);
    return this.#link.place(participantId, limit);
  }

  /** People or runs here have changed. */
  changed(): void {
    this.#link?.changed();
  }

  /** The same, at once: whoever joins on another instance after this resolves is told of it. */
  async changedNow(): Promise<void> {
    await this.#link?.changedNow();
  }

  send(message: SessionMessage): void {
    this.#link?.send(message);
  }

  /** Tells the cursors and selections of tabs here that have changed. */
  sendPresence(): void {
    const update = this.#options.presence.takeUntold();
    if (update) this.send({ kind: 'awareness', update: toBase64(update) });
  }

  close(): void {
    this.#ask.stop();
    this.#link?.close();
  }

  own(): OwnPart {
    return { people: this.#options.people.here(), runs: this.#options.runs().openHere() };
  }

  learn(others: readonly OtherPart[]): void {
    const { people, audience, presence, runs, onPeople, onPresence } = this.#options;
    const change = people.setElsewhere(others.flatMap((part) => part.people));
    const activeUsers = people.count;
    for (const participant of change.joined) audience.send('user-joined', { participant, activeUsers });
    for (const participant of change.left) {
      runs().lost(participant.participantId);
      audience.send('user-left', { participant, activeUsers });
    }
    for (const clientId of change.goneClientIds) if (presence.forget(clientId)) onPresence();
    if (change.isAny) onPeople();
    if (change.isHereToo) this.changed();
    const isNew = others.some(({ instance }) => !this.#known.has(instance));
    this.#known = new Set(others.map(({ instance }) => instance));
    if (isNew || runs().isBehind(others)) this.#ask.request();
  }

  checkEpoch(epoch: string | undefined): void {
    this.#options.onEpoch(epoch);
  }

  hear(message: SessionMessage, from: string): void {
    const { presence, onPresence, runs } = this.#options;
    switch (message.kind) {
      case 'people':
        return;
      case 'awareness':
        presence.merge(fromBase64(message.update));
        return onPresence();
      case 'typing':
        return this.#hearTyping(message);
      case 'run':
        if (!runs().hear(message.event, from)) this.#ask.request();
        return;
      case 'who':
        return this.#tellState();
      case 'state':
        if (message.update !== undefined) presence.merge(fromBase64(message.update));
        onPresence();
        return void runs().hearState(message.runs, from);
      case 'ask-input':
        return runs().hearQuestion(message, from);
      case 'answer-input':
        if (message.to === this.instance) runs().hearAnswer(message);
        return;
      default:
        return unreachable(message);
    }
  }

  #hearTyping({ participantId, isTyping }: { participantId: string; isTyping: boolean }): void {
    const { people, audience } = this.#options;
    if (!people.setTypingElsewhere(participantId, isTyping)) return;
    const prepared = prepareEvent('typing', { isTyping, participantId });
    for (const { outlet } of audience) outlet.sendVolatile(prepared);
  }

  #tellState(): void {
    const { people, presence, runs } = this.#options;
    const update = presence.of(people.here().flatMap(({ clientIds }) => clientIds));
    this.send({ kind: 'state', update: update && toBase64(update), runs: runs().statesHere() });
  }
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
