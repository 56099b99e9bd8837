import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayProcess } from './testing/gateway-process.ts';
import { Random } from './testing/random.ts';
import { Replica } from './testing/replica.ts';

/**
 * Short by default. The long form:
 * `HISTORIES=10000 HISTORY_SEED=1 npx vitest run histories --testTimeout 0`
 */
const HISTORIES = Number(process.env['HISTORIES'] ?? 200);
const SEED = Number(process.env['HISTORY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Sessions that live through the same kill. */
const TOGETHER = 10;
const ROUNDS = Math.ceil(HISTORIES / TOGETHER);
const STEPS = 40;

let gateway: GatewayProcess;
beforeAll(async () => {
  gateway = await GatewayProcess.start();
}, 60_000);
afterAll(() => gateway.stop());

/** One session, its people, and what they do to each other. */
class History {
  readonly replicas: Replica[] = [];
  /** People who left; what they were promised still counts. */
  readonly #left: Replica[] = [];
  #count = 0;

  constructor(
    readonly seed: number,
    readonly sessionId: string,
    readonly random = new Random(seed),
  ) {
    for (let i = 0; i < 3; i++) this.#join();
  }

  /** Resolves when somebody has the document: edits before that would be none. */
  async begun(): Promise<void> {
    await this.replicas[0]?.heal();
  }

  async step(): Promise<void> {
    const { random } = this;
    const replica = this.replicas[random.below(this.replicas.length)];
    if (!replica) return;
    const token = `t${this.#count++}x${this.seed};`;
    const what = random.below(20);
    if (what < 8) replica.insert(token);
    else if (what < 10) replica.delete();
    else if (what < 11) replica.insertAndUndo(token);
    else if (what < 12) replica.offline();
    else if (what < 14) replica.online();
    else if (what < 15) replica.faults = { drop: 0.1, repeat: 0.1, hold: 0.1 };
    else if (what < 16 && this.replicas.length < 5) this.#join();
    else if (what < 17 && this.replicas.length > 2) this.#leave(replica);
    else replica.flush();
    if (random.chance(0.3)) {
      await new Promise((resolve) => {
        setTimeout(resolve, random.below(20));
      });
    }
  }

  /** I1 to I3 and I5: nothing promised is lost, all replicas are equal, nothing is doubled, all arrives. */
  async outcome(): Promise<{ lost: readonly string[]; doubled: readonly string[]; differentTexts: number }> {
    await Promise.all(this.replicas.map((replica) => replica.heal()));
    await Promise.all(this.replicas.map((replica) => replica.sync()));
    const fresh = new Replica(gateway.url, this.sessionId, {
      name: 'Fresh',
      secret: secretOf(this.random),
      random: this.random,
    });
    this.replicas.push(fresh);
    await fresh.heal();
    const everybody = [...this.replicas, ...this.#left];
    const deleted = new Set(everybody.flatMap((replica) => [...replica.deleted]));
    const wanted = everybody.flatMap(({ tokens }) =>
      tokens
        .filter(({ text, isAcknowledged }) => isAcknowledged && !deleted.has(text))
        .map(({ text }) => text),
    );
    const shown: readonly string[] = fresh.text?.toString().match(/\w+;/g) ?? [];
    const lost = wanted.filter((token) => !shown.includes(token));
    const doubled = shown.filter((token, i) => shown.indexOf(token) !== i);
    const hashes = new Set(this.replicas.map(({ hash }) => hash));
    return { lost, doubled, differentTexts: hashes.size - 1 };
  }

  close(): void {
    for (const replica of this.replicas) replica.close();
  }

  #join(): void {
    const { random } = this;
    const identity = { name: `P${this.#count}`, secret: secretOf(random), random };
    this.replicas.push(new Replica(gateway.url, this.sessionId, identity));
  }

  #leave(replica: Replica): void {
    this.replicas.splice(this.replicas.indexOf(replica), 1);
    this.#left.push(replica);
    replica.close();
  }
}

const secretOf = (random: Random): string =>
  Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');

describe(`random histories (seed ${SEED}, ${HISTORIES} of them, ${ROUNDS} kills)`, () => {
  it('lose nothing that was acknowledged and double nothing', { timeout: 600_000 }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const sessions = await Promise.all(Array.from({ length: TOGETHER }, () => gateway.createSession()));
      const histories = sessions.map((sessionId, i) => new History(SEED + round * TOGETHER + i, sessionId));
      const live = async (history: History, steps: number): Promise<void> => {
        for (let i = 0; i < steps; i++) await history.step();
      };
      await Promise.all(histories.map((history) => history.begun()));
      const working = Promise.all(histories.map((history) => live(history, STEPS)));
      if (round % 4 === 3) {
        gateway.pause();
        await new Promise((resolve) => {
          setTimeout(resolve, 200);
        });
        gateway.resume();
      }
      await gateway.kill();
      await gateway.restart();
      await working;
      for (const [i, outcome] of (
        await Promise.all(histories.map((history) => history.outcome()))
      ).entries()) {
        const seed = histories[i]?.seed;
        expect({ seed, ...outcome }).toEqual({ seed, lost: [], doubled: [], differentTexts: 0 });
      }
      for (const history of histories) history.close();
    }
  });
});
