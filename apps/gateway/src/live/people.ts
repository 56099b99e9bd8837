import type { Participant, Role } from '@pairlink/protocol';
import { COLOUR_COUNT } from '@pairlink/protocol';
import type { InstancePerson } from '../instances/session-message.ts';

interface Person {
  readonly participantId: string;
  name: string;
  /** When it was chosen, Unix ms; 0 if it was made up. */
  namedAt: number;
  colour: number;
  readonly role: Role;
  joinedAt: number;
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

/** What a new list of the people on other instances changes. */
export interface PeopleChange {
  readonly joined: readonly Participant[];
  readonly left: readonly Participant[];
  /** Yjs client ids of tabs on other instances that are there no more. */
  readonly goneClientIds: readonly number[];
  readonly isAny: boolean;
  /** Somebody here took over the name or colour that they have elsewhere: others must be told. */
  readonly isHereToo: boolean;
}

/**
 * Who is in a session, on this instance and on others. Somebody with several tabs, wherever they are connected, is one
 * participant, there until the last tab leaves.
 */
export class People {
  readonly #people = new Map<string, Person>();
  #elsewhere: ReadonlyMap<string, InstancePerson> = new Map();

  get count(): number {
    let count = this.#people.size;
    for (const participantId of this.#elsewhere.keys()) if (!this.#people.has(participantId)) count++;
    return count;
  }

  /** Participants connected to this instance. */
  get hereCount(): number {
    return this.#people.size;
  }

  isHere(participantId: string): boolean {
    return this.#people.has(participantId);
  }

  has(participantId: string): boolean {
    return this.#people.has(participantId) || this.#elsewhere.has(participantId);
  }

  list(): readonly Participant[] {
    const others = [...this.#elsewhere.keys()].filter((participantId) => !this.#people.has(participantId));
    return [...this.#people.keys(), ...others].flatMap((participantId) => this.find(participantId) ?? []);
  }

  find(participantId: string): Participant | undefined {
    const here = this.#people.get(participantId);
    const there = this.#elsewhere.get(participantId);
    if (!here) return there && withoutStamp(there);
    const participant = toParticipant(here);
    if (!there) return participant;
    return {
      ...participant,
      isTyping: here.isTyping || there.isTyping,
      clientIds: [...participant.clientIds, ...there.clientIds],
    };
  }

  /** Those connected to this instance. */
  here(): readonly InstancePerson[] {
    return [...this.#people.values()].map((person) => ({
      ...toParticipant(person),
      namedAt: person.namedAt,
    }));
  }

  /** Takes in who is on other instances, in place of what was said before. */
  setElsewhere(people: readonly InstancePerson[]): PeopleChange {
    const before = this.#elsewhere;
    const elsewhere = new Map<string, InstancePerson>();
    for (const person of people) {
      const known = elsewhere.get(person.participantId);
      elsewhere.set(person.participantId, known ? merged(known, person) : person);
    }
    this.#elsewhere = elsewhere;
    // What has not changed is the same object, unless somebody is on three instances.
    const changed = [...elsewhere.values()].filter((person) => before.get(person.participantId) !== person);
    const isHereToo = changed.filter((person) => this.#adopt(person)).length > 0;
    const isNotHere = ({ participantId }: InstancePerson): boolean => !this.#people.has(participantId);
    const came = changed.filter(({ participantId }) => !before.has(participantId));
    const went = [...before.values()].filter(({ participantId }) => !elsewhere.has(participantId));
    return {
      joined: came.filter(isNotHere).map(withoutStamp),
      left: went.filter(isNotHere).map(withoutStamp),
      goneClientIds: tabsGone(
        [...went, ...changed.flatMap((one) => before.get(one.participantId) ?? [])],
        elsewhere,
      ),
      isAny: changed.length > 0 || went.length > 0,
      isHereToo,
    };
  }

  /** False when nothing changes. */
  setTypingElsewhere(participantId: string, isTyping: boolean): boolean {
    const person = this.#elsewhere.get(participantId);
    if (!person || person.isTyping === isTyping) return false;
    this.#elsewhere = new Map(this.#elsewhere).set(participantId, { ...person, isTyping });
    return true;
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
    const isNew = !this.has(tab.participantId);
    const known = this.#people.get(tab.participantId);
    if (known) known.clientIds.add(tab.clientId);
    else this.#people.set(tab.participantId, this.#begin(tab));
    if (tab.name) this.rename(tab.participantId, { name: tab.name, now: tab.now });
    const participant = this.find(tab.participantId);
    if (!participant) throw new Error('Whoever has come is there.');
    return { participant, isNew };
  }

  /** A tab goes. `last` is the participant if it was their last here, `isGone` says whether it was their last at all. */
  leave(participantId: string, clientId: number): { last: Participant | undefined; isGone: boolean } {
    const person = this.#people.get(participantId);
    person?.clientIds.delete(clientId);
    if (!person || person.clientIds.size > 0) return { last: undefined, isGone: false };
    this.#people.delete(participantId);
    return { last: toParticipant(person), isGone: !this.#elsewhere.has(participantId) };
  }

  /** `now` is Unix ms. */
  rename(participantId: string, { name, now }: { name: string; now: number }): void {
    const person = this.#people.get(participantId);
    if (!person) return;
    person.name = name;
    person.namedAt = now;
  }

  /** False when nothing changes. */
  setTyping(participantId: string, isTyping: boolean): boolean {
    const person = this.#people.get(participantId);
    if (!person || person.isTyping === isTyping) return false;
    person.isTyping = isTyping;
    return true;
  }

  #begin({
    participantId,
    clientId,
    role,
    now,
  }: {
    participantId: string;
    clientId: number;
    role: Role;
    now: number;
  }): Person {
    const there = this.#elsewhere.get(participantId);
    return {
      participantId,
      name: there?.name ?? this.#freeName(participantId),
      namedAt: there?.namedAt ?? 0,
      colour: there?.colour ?? this.#freeColour(),
      role,
      joinedAt: there?.joinedAt ?? now,
      isTyping: false,
      clientIds: new Set([clientId]),
    };
  }

  /** One participant has one name and one colour: all instances decide alike which. */
  #adopt(there: InstancePerson): boolean {
    const here = this.#people.get(there.participantId);
    if (!here) return false;
    const agreed = merged({ ...toParticipant(here), namedAt: here.namedAt }, there);
    const { name, namedAt, colour, joinedAt } = agreed;
    const isSame = here.name === name && here.colour === colour && here.joinedAt === joinedAt;
    Object.assign(here, { name, namedAt, colour, joinedAt });
    return !isSame;
  }

  // The same participant gets the same name after a reconnect, as long as it is free.
  #freeName(participantId: string): string {
    const taken = new Set(this.list().map(({ name }) => name));
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
    for (const { colour } of this.list()) uses[colour] = (uses[colour] ?? 0) + 1;
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

/** The same participant as two instances know them: the latest name, and the place of who came first. */
function merged(a: InstancePerson, b: InstancePerson): InstancePerson {
  const named = b.namedAt > a.namedAt || (b.namedAt === a.namedAt && b.name < a.name) ? b : a;
  const first = b.joinedAt < a.joinedAt || (b.joinedAt === a.joinedAt && b.colour < a.colour) ? b : a;
  return {
    ...a,
    name: named.name,
    namedAt: named.namedAt,
    colour: first.colour,
    joinedAt: first.joinedAt,
    isTyping: a.isTyping || b.isTyping,
    clientIds: [...new Set([...a.clientIds, ...b.clientIds])],
  };
}

function withoutStamp(person: InstancePerson): Participant {
  const { namedAt: _, ...participant } = person;
  return participant;
}

/** Tabs that these people had and have no more. */
const tabsGone = (
  people: readonly InstancePerson[],
  now: ReadonlyMap<string, InstancePerson>,
): readonly number[] =>
  people.flatMap(({ participantId, clientIds }) => {
    const left = now.get(participantId)?.clientIds ?? [];
    return clientIds.filter((clientId) => !left.includes(clientId));
  });
