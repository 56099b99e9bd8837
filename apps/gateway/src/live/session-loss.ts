import type { Answer } from '@pairlink/protocol';
import { refuse } from '@pairlink/protocol';
import type { Logger } from 'pino';
import { answerOfLookup } from '../sessions/answer-of-lookup.ts';
import type { GoneReason, Lookup, SessionStore } from '../store/session-store.ts';
import { SessionMissing } from '../store/session-store.ts';
import type { LiveRecord } from './live-record.ts';
import type { HeldSession } from './restore-session.ts';
import { restoreSession } from './restore-session.ts';

/** Why the session that people are in is not in the store; `lost` when nobody knows. */
export type MissingReason = GoneReason | 'restored' | 'lost';

/** What a session can be restored from, besides its record. */
export type Salvage = Omit<HeldSession, 'record'>;

interface SessionLossOptions {
  readonly store: SessionStore;
  readonly log: Logger;
  readonly record: LiveRecord;
  /** `undefined` where nobody is in the session, or nothing of it is held. */
  readonly salvage: () => Salvage | undefined;
  /** Nothing will be stored any more, for this reason. */
  readonly onGivenUp: (answer: Answer<never>) => void;
  /** People are to be told, and to go. */
  readonly onMissing: (reason: MissingReason) => void;
}

/** What happens to a live session that is not in the store: another instance removed it, or the store lost it. */
export class SessionLoss {
  readonly #options: SessionLossOptions;
  #found: Promise<Answer<never>> | undefined;

  constructor(options: SessionLossOptions) {
    this.#options = options;
  }

  /** Does `work`, and answers why it could not be done where the session is missing. */
  async guard<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SessionMissing) return this.whyMissing();
      throw error;
    }
  }

  /** Finds out, once, why the session is missing; ends it here, and answers with the reason. */
  whyMissing(): Promise<Answer<never>> {
    const { record, log, onGivenUp, onMissing } = this.#options;
    this.#found ??= this.#findOut().then(
      (lookup) => {
        const isRestored = record.isRestored(lookup);
        const answer = isRestored ? refuse('epoch-changed') : answerOfLookup(lookup);
        if (answer.ok) {
          this.#found = undefined;
          return refuse('unexpected');
        }
        onGivenUp(answer);
        // After the answers that wait for this one: nothing can be written to a socket that is closing.
        const reason = lookup.kind === 'gone' ? lookup.reason : isRestored ? 'restored' : 'lost';
        setImmediate(onMissing, reason);
        return answer;
      },
      (error: unknown) => {
        this.#found = undefined;
        log.warn({ err: error }, 'the store does not say why the session is missing');
        return refuse('unexpected');
      },
    );
    return this.#found;
  }

  /** What the store says, after a session that it has lost with people in it was put back from what is here. */
  async #findOut(): Promise<Lookup> {
    const { store, record, salvage, log } = this.#options;
    const lookup = await record.read();
    const isLost = lookup.kind === 'unknown' || record.isRestored(lookup);
    const held = isLost && record.current ? salvage() : undefined;
    if (!held || !record.current) return lookup;
    log.error('the store has lost the session; it is restored from memory');
    return restoreSession(store, { ...held, record: record.current });
  }
}
