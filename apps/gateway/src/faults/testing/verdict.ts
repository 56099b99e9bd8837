import type { Person } from './person.ts';
import type { Replica } from './replica.ts';

/** What a history broke. The invariants are those of the README's reliability section, I1 to I5. */
export interface Verdict {
  readonly seed: number;
  /** I1: acknowledged, and not there. */
  readonly lost: readonly string[];
  /** Deleted with the acknowledgement of the server, and there again. */
  readonly risen: readonly string[];
  /** I2: kinds of texts and of content hashes beyond one. */
  readonly differences: number;
  /** I3 */
  readonly doubled: readonly string[];
  /** I4: somebody read "saved" while this was not. */
  readonly untruths: readonly string[];
  /** I5: not acknowledged at the time, and never arrived. */
  readonly missing: readonly string[];
  readonly isHealed: boolean;
  /** Where everybody's tab stands, if it has not healed. */
  readonly states?: readonly string[];
  /** What people did. Only of a history that broke something. */
  readonly log?: readonly string[];
}

export interface Evidence {
  readonly seed: number;
  readonly people: readonly Person[];
  readonly replicas: readonly Replica[];
  /** The text as the store has it in the end. */
  readonly stored: string;
  readonly untruths: readonly string[];
  readonly isHealed: boolean;
  readonly log: readonly string[];
}

/** Everything that anybody wrote must be there exactly once, unless somebody deleted it. */
export function verdictOf({ seed, people, replicas, stored, untruths, isHealed, log }: Evidence): Verdict {
  const deleted = new Set(people.flatMap((person) => [...person.deleted]));
  const redone = new Set(people.flatMap((person) => [...person.redone]));
  const shown: readonly string[] = stored.match(/\w+;/g) ?? [];
  const isThere = new Set(shown);
  const absent = people
    .flatMap(({ tokens }) => tokens)
    .filter(({ text }) => !deleted.has(text) && !isThere.has(text));
  const texts = new Set(replicas.map((replica) => replica.shown));
  const hashes = new Set(replicas.map((replica) => replica.hash));
  const verdict = {
    seed,
    lost: absent.filter(({ isAcknowledged }) => isAcknowledged).map(({ text }) => text),
    risen: shown.filter((text) => deleted.has(text) && !redone.has(text)),
    differences: texts.size + hashes.size - 2,
    doubled: shown.filter((text, i) => shown.indexOf(text) !== i),
    untruths,
    missing: absent.filter(({ isAcknowledged }) => !isAcknowledged).map(({ text }) => text),
    isHealed,
  };
  if (isClean(verdict)) return verdict;
  return { ...verdict, log, ...(!isHealed && { states: replicas.map(({ state }) => state) }) };
}

export const isClean = (verdict: Verdict): boolean =>
  verdict.isHealed &&
  verdict.differences === 0 &&
  [verdict.lost, verdict.risen, verdict.doubled, verdict.untruths, verdict.missing].every(
    ({ length }) => length === 0,
  );
