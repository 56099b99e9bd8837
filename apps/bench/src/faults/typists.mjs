import { setTimeout as sleep } from 'node:timers/promises';
import { createSession } from '../deployment/create-session.mjs';
import { Person } from '../deployment/person.mjs';
import { becomesTrue } from '../load/becomes-true.mjs';

const PAUSE_MS = 200;
const HEALED_WITHIN_MS = 60_000;

/** People who type all the time, five in each session, and know what they wrote. */
export class Typists {
  /** @type {{ sessionId: string, people: Person[] }[]} */
  rooms = [];
  words = /** @type {string[]} */ ([]);
  #isOver = false;
  #typing = Promise.resolve(/** @type {unknown} */ (undefined));

  /** @param {string} address @param {number} count */
  static async join(address, count) {
    const typists = new Typists();
    for (let n = 0; n < count / 5; n++) {
      const { sessionId } = await createSession(address);
      const people = await Promise.all([1, 2, 3, 4, 5].map(() => Person.join(address, { sessionId })));
      typists.rooms.push({ sessionId, people });
    }
    typists.#typing = Promise.all(typists.all.map((person, n) => typists.#type(person, n)));
    return typists;
  }

  get all() {
    return this.rooms.flatMap(({ people }) => people);
  }

  /** Resolves when everybody has an acknowledgement that is younger than this moment; false after a minute. */
  heard(since = performance.now()) {
    return becomesTrue(
      () => this.all.every(({ ackedAt }) => (ackedAt.at(-1) ?? 0) > since),
      HEALED_WITHIN_MS,
    );
  }

  /** Ends the typing; then how many words are lost or doubled, for somebody who comes afterwards, and the rest. */
  async end(/** @type {string} */ address) {
    this.#isOver = true;
    await this.#typing;
    const from = performance.now();
    await becomesTrue(() => this.all.every(({ isSaved }) => isSaved), HEALED_WITHIN_MS);
    const shown = [];
    let differing = 0;
    for (const { sessionId, people } of this.rooms) {
      const late = await Person.join(address, { sessionId });
      const isSame = () => people.every(({ text }) => String(text) === String(late.text));
      if (!(await becomesTrue(isSame, HEALED_WITHIN_MS))) differing++;
      shown.push(...(String(late.text).match(/<[\d.]+>/g) ?? []));
      late.close();
    }
    const settledMs = performance.now() - from;
    for (const person of this.all) person.close();
    const isShown = new Set(shown);
    return {
      words: this.words.length,
      lost: this.words.filter((word) => !isShown.has(word)).length,
      doubled: shown.length - isShown.size,
      'sessions that differ': differing,
      'settled ms': settledMs,
    };
  }

  async #type(/** @type {Person} */ person, /** @type {number} */ n) {
    for (let word = 0; !this.#isOver; word++) {
      await sleep(PAUSE_MS * Math.random());
      this.words.push(`<${n}.${word}>`);
      person.text.insert(person.text.length, `<${n}.${word}>`);
    }
  }
}
