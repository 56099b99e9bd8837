import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../live/testing/random.ts';
import { Person } from './person.ts';
import { Replica } from './replica.ts';
import { verdictOf } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const PEOPLE = { first: 3, most: 5, least: 2 };
const PACE_MS = 60;
const SOME_FAULTS = { drop: 0.1, repeat: 0.1, hold: 0.1 };
/** Far longer than any healing takes: what is not there after it never comes. */
const HEALED_WITHIN_MS = 180_000;

export interface HistoryOptions {
  readonly seed: number;
  readonly sessionId: string;
  readonly urls: readonly [string, ...string[]];
}

/**
 * One session, its people, and what they do, chosen by the seed. When a message or a fault comes in between is up to
 * the machine: the same seed does the same things, not at the same moments.
 */
export class History {
  readonly seed: number;
  readonly #options: HistoryOptions;
  readonly #random: Random;
  readonly #replicas: Replica[] = [];
  readonly #people: Person[] = [];
  /** I4: who read "saved" with something unacknowledged. */
  readonly #untruths: string[] = [];
  readonly #log: string[] = [];
  #count = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.seed = options.seed;
    // Neighbouring seeds would begin alike.
    this.#random = new Random(Math.imul(options.seed, 0x9e3779b1));
    for (let i = 0; i < PEOPLE.first; i++) this.#join();
  }

  /** Texts written so far, and how many of them were acknowledged. */
  get counts(): { readonly written: number; readonly acknowledged: number } {
    const tokens = this.#people.flatMap((person) => person.tokens);
    return { written: tokens.length, acknowledged: tokens.filter((token) => token.isAcknowledged).length };
  }

  /** Resolves when somebody has the document: edits before that would be none. */
  async begun(): Promise<void> {
    await this.#replicas[0]?.heal();
  }

  /** People act until `isOver`, and `least` times in any case. */
  async live(least: number, isOver: () => boolean): Promise<void> {
    for (let n = 0; n < least || !isOver(); n++) {
      this.#step();
      this.#look();
      await delay(this.#random.below(PACE_MS));
    }
  }

  /** All faults are over and whoever left comes back: everything written must arrive. Whether it did. */
  async heal(): Promise<boolean> {
    for (const person of this.#people)
      if (person.stored.length > 0 && !this.#replicas.some((replica) => replica.person === person))
        this.#open(person);
    const healed = Promise.all(this.#replicas.map((replica) => replica.heal()))
      .then(() => Promise.all(this.#replicas.map((replica) => replica.sync())))
      .then(() => true);
    return Promise.race([healed, delay(HEALED_WITHIN_MS, false, { ref: false })]);
  }

  /** I1 to I5, against what somebody reads who was not there. */
  async verdict(isHealed: boolean): Promise<Verdict> {
    this.#look();
    const fresh = this.#open(new Person('Fresh', this.#random));
    const isRead = isHealed && (await this.heal());
    return verdictOf({
      seed: this.seed,
      people: this.#people,
      replicas: this.#replicas,
      stored: fresh.shown,
      untruths: this.#untruths,
      isHealed: isRead,
      log: this.#log,
    });
  }

  close(): void {
    for (const replica of this.#replicas) replica.close();
  }

  #step(): void {
    const random = this.#random;
    const replica = this.#replicas[random.below(this.#replicas.length)];
    if (!replica) return;
    const token = `t${this.#count++}x${this.seed};`;
    const what = random.below(24);
    const isDoing = (deed: string): void => void this.#log.push(`${replica.person.name} ${deed}`);
    if (what < 9) {
      isDoing(token);
      replica.insert(token);
    } else if (what < 11) {
      isDoing('deletes');
      replica.delete();
    } else if (what < 13) {
      isDoing(`undoes ${token}`);
      replica.insertAndUndo(token, { isRedone: what === 12 });
    } else if (what < 14) {
      isDoing('goes offline');
      replica.connection.close();
    } else if (what < 16) replica.connection.open();
    else if (what < 17) {
      isDoing('hears and speaks badly');
      replica.connection.faults = SOME_FAULTS;
    } else if (what < 18 && this.#replicas.length < PEOPLE.most) this.#join();
    else if (what < 19 && this.#replicas.length > PEOPLE.least) {
      isDoing('leaves');
      this.#close(replica);
    } else if (what < 20) {
      isDoing('reloads');
      this.#close(replica);
      this.#open(replica.person);
    } else replica.flush();
  }

  /** Somebody new, somebody who has left, or somebody's second tab. */
  #join(): void {
    const known = this.#people[this.#random.below(this.#people.length)];
    if (known && this.#random.chance(0.4)) {
      this.#log.push(`${known.name} opens a tab`);
      this.#open(known);
      return;
    }
    const person = new Person(`P${this.#people.length}`, this.#random);
    this.#people.push(person);
    this.#log.push(`${person.name} comes`);
    this.#open(person);
  }

  #open(person: Person): Replica {
    const { sessionId, urls } = this.#options;
    const replica = new Replica({ person, sessionId, urls, random: this.#random });
    this.#replicas.push(replica);
    return replica;
  }

  #close(replica: Replica): void {
    this.#replicas.splice(this.#replicas.indexOf(replica), 1);
    replica.close();
  }

  #look(): void {
    for (const replica of this.#replicas) {
      if (replica.status !== 'saved') continue;
      const open = replica.ownTokens.filter(({ isAcknowledged }) => !isAcknowledged);
      for (const { text } of open) this.#untruths.push(`${replica.person.name} ${text}`);
    }
  }
}
