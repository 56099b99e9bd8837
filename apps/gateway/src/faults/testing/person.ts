import type { Random } from '../../live/testing/random.ts';

/** A piece of text that occurs nowhere else, so that a history can tell what was lost and what came twice. */
export interface Token {
  readonly text: string;
  /** Where it lies in the author's part of the document: a state vector beyond it includes it. */
  readonly client: number;
  readonly clock: number;
  /** Whether the server has said that it is stored. */
  isAcknowledged: boolean;
}

/** Local edits of one or more transactions, and what a history must know of them. */
export interface Edit {
  readonly update: Uint8Array;
  readonly tokens: readonly Token[];
  /**
   * Nothing from others came between the edits of one run: only those become one message. Runs are numbered as they
   * begin, over all tabs: none builds on a later one.
   */
  readonly run: number;
}

/** Somebody with a browser: what that keeps outlives its tabs. */
export class Person {
  /** Everything this person wrote in any tab. */
  readonly tokens: Token[] = [];
  /** Texts of the tokens that this person took away, whoever wrote them. */
  readonly deleted = new Set<string>();
  /** Of the deleted, those that were written twice, by redoing: others may have deleted only the first. */
  readonly redone = new Set<string>();
  /** What closed tabs left unacknowledged: the outbox in IndexedDB. */
  stored: Edit[] = [];
  readonly secret: string;

  constructor(
    readonly name: string,
    random: Random,
  ) {
    this.secret = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  }
}
