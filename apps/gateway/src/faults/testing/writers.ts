import { eventually } from '../../testing/eventually.ts';
import { Random } from '../../live/testing/random.ts';
import { Person } from './person.ts';
import { Replica } from './replica.ts';
import type { Verdict } from './verdict.ts';
import { verdictOf } from './verdict.ts';

const PAUSE_MS = 80;

interface Room {
  readonly sessionId: string;
  readonly people: Person[];
  readonly replicas: Replica[];
}

/** People who type all the time, several in each session, whatever happens to the server. */
export class Writers {
  readonly #random = new Random(1);
  readonly #rooms: readonly Room[];
  readonly #timers = new Set<NodeJS.Timeout>();
  #count = 0;

  private constructor(
    private readonly urls: readonly [string, ...string[]],
    sessionIds: readonly string[],
  ) {
    this.#rooms = sessionIds.map((sessionId) => ({ sessionId, people: [], replicas: [] }));
  }

  /** Each connects to the next of `urls`, always to the same. Resolves when all are there. */
  static async join(
    urls: readonly [string, ...string[]],
    { sessionIds, inEach }: { sessionIds: readonly string[]; inEach: number },
  ): Promise<Writers> {
    const writers = new Writers(urls, sessionIds);
    for (const room of writers.#rooms) for (let n = 0; n < inEach; n++) writers.#open(room);
    await Promise.all(writers.all.map((replica) => replica.heal()));
    return writers;
  }

  get all(): readonly Replica[] {
    return this.#rooms.flatMap(({ replicas }) => replicas);
  }

  /** Until `rest`. */
  write(): void {
    for (const replica of this.all) this.#write(replica);
  }

  rest(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Resolves when everybody has written something after this call and heard that it is stored. */
  async heard(): Promise<void> {
    const before = new Map(this.all.map(({ person }) => [person, person.tokens.length]));
    await eventually(() => {
      for (const [{ name, tokens }, count] of before)
        if (!tokens.slice(count).some(({ isAcknowledged }) => isAcknowledged)) throw new Error(name);
    });
  }

  /** When nobody writes any more and everything is stored: what each session has broken. */
  async verdicts(): Promise<readonly Verdict[]> {
    this.rest();
    await this.#settle();
    return Promise.all(
      this.#rooms.map(async (room, seed) => {
        const fresh = this.#open(room);
        await fresh.heal();
        const { people, replicas } = room;
        const untruths: string[] = [];
        return verdictOf({ seed, people, replicas, stored: fresh.shown, untruths, isHealed: true, log: [] });
      }),
    );
  }

  close(): void {
    this.rest();
    for (const replica of this.all) replica.close();
  }

  async #settle(): Promise<void> {
    await Promise.all(this.all.map((replica) => replica.heal()));
    await Promise.all(this.all.map((replica) => replica.sync()));
  }

  #open(room: Room): Replica {
    const person = new Person(`${room.sessionId} ${room.people.length}`, this.#random);
    room.people.push(person);
    const replica = new Replica({
      person,
      sessionId: room.sessionId,
      urls: [this.urls[room.replicas.length % this.urls.length] ?? this.urls[0]],
      random: this.#random,
    });
    room.replicas.push(replica);
    return replica;
  }

  #write(replica: Replica): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      replica.insert(`w${this.#count++};`);
      replica.flush();
      this.#write(replica);
    }, this.#random.below(PAUSE_MS));
    this.#timers.add(timer);
  }
}
