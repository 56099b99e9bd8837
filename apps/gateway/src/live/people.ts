import type { Participant, Role } from '@pairlink/protocol';
import { COLOUR_COUNT } from '@pairlink/protocol';

interface Person {
  readonly participantId: string;
  name: string;
  readonly colour: number;
  readonly role: Role;
  readonly joinedAt: number;
  isTyping: boolean;
  readonly clientIds: Set<number>;
}

const ADJECTIVES = [
  'Blue',
  'Brave',
  'Bright',
  'Calm',
  'Clever',
  'Gentle',
  'Green',
  'Keen',
  'Lucky',
  'Quick',
  'Red',
  'Swift',
];
const ANIMALS = [
  'Badger',
  'Crane',
  'Falcon',
  'Fox',
  'Hare',
  'Heron',
  'Lynx',
  'Otter',
  'Owl',
  'Panda',
  'Robin',
  'Wolf',
];

/** Who is in a session. Somebody with several tabs is one participant, there until the last tab leaves. */
export class People {
  readonly #people = new Map<string, Person>();

  get count(): number {
    return this.#people.size;
  }

  has(participantId: string): boolean {
    return this.#people.has(participantId);
  }

  list(): readonly Participant[] {
    return [...this.#people.values()].map(toParticipant);
  }

  find(participantId: string): Participant | undefined {
    const person = this.#people.get(participantId);
    return person && toParticipant(person);
  }

  /** A tab comes; `isNew` when it is its participant's first. */
  enter(tab: {
    participantId: string;
    clientId: number;
    role: Role;
    name: string | undefined;
    now: number;
  }): {
    participant: Participant;
    isNew: boolean;
  } {
    const known = this.#people.get(tab.participantId);
    if (known) {
      known.clientIds.add(tab.clientId);
      if (tab.name) known.name = tab.name;
      return { participant: toParticipant(known), isNew: false };
    }
    const person: Person = {
      participantId: tab.participantId,
      name: tab.name ?? this.#freeName(tab.participantId),
      colour: this.#freeColour(),
      role: tab.role,
      joinedAt: tab.now,
      isTyping: false,
      clientIds: new Set([tab.clientId]),
    };
    this.#people.set(tab.participantId, person);
    return { participant: toParticipant(person), isNew: true };
  }

  /** A tab goes; answers the participant if it was their last. */
  leave(participantId: string, clientId: number): Participant | undefined {
    const person = this.#people.get(participantId);
    if (!person) return undefined;
    person.clientIds.delete(clientId);
    if (person.clientIds.size > 0) return undefined;
    this.#people.delete(participantId);
    return toParticipant(person);
  }

  rename(participantId: string, name: string): void {
    const person = this.#people.get(participantId);
    if (person) person.name = name;
  }

  /** False when nothing changes. */
  setTyping(participantId: string, isTyping: boolean): boolean {
    const person = this.#people.get(participantId);
    if (!person || person.isTyping === isTyping) return false;
    person.isTyping = isTyping;
    return true;
  }

  // The same participant gets the same name after a reconnect, as long as it is free.
  #freeName(participantId: string): string {
    const taken = new Set([...this.#people.values()].map(({ name }) => name));
    const start = Buffer.from(participantId).reduce((hash, byte) => (hash * 31 + byte) % 0x7fffffff, 7);
    const count = ADJECTIVES.length * ANIMALS.length;
    for (let i = 0; ; i++) {
      const pick = (start + i) % count;
      const base = `${ADJECTIVES[pick % ADJECTIVES.length]} ${ANIMALS[Math.floor(pick / ADJECTIVES.length)]}`;
      const name = i < count ? base : `${base} ${Math.floor(i / count) + 1}`;
      if (!taken.has(name)) return name;
    }
  }

  #freeColour(): number {
    const uses = Array.from({ length: COLOUR_COUNT }, () => 0);
    for (const { colour } of this.#people.values()) uses[colour] = (uses[colour] ?? 0) + 1;
    return uses.indexOf(Math.min(...uses));
  }
}

const toParticipant = (person: Person): Participant => ({
  participantId: person.participantId,
  name: person.name,
  colour: person.colour,
  role: person.role,
  isTyping: person.isTyping,
  isHandRaised: false,
  clientIds: [...person.clientIds],
  joinedAt: person.joinedAt,
});
