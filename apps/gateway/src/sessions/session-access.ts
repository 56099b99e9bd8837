import type { Answer, Role } from '@pairlink/protocol';
import { accept, isSessionId, isWatchId, refuse } from '@pairlink/protocol';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimits } from '../ops/rate-limits.ts';
import type { SessionRecord, SessionStore } from '../store/session-store.ts';
import { SESSION_STORE } from '../store/session-store.ts';
import { answerOfLookup } from './answer-of-lookup.ts';
import { isPassword } from './password.ts';
import { roleOf } from './session.ts';

/** What somebody shows to be let into a session, by REST or by socket. */
export interface Credentials {
  /** A session id or a watch id, as it came. */
  readonly session: unknown;
  readonly hostToken?: string;
  readonly password?: string;
  /** Where the request comes from; wrong passwords are counted by it. */
  readonly address?: string;
}

export interface Access {
  readonly record: SessionRecord;
  readonly role: Role;
  /** True when they came by the watch link, and must not learn the session id. */
  readonly isWatchLink: boolean;
}

/** Decides who gets into which session, and as what. */
@Injectable()
export class SessionAccess {
  constructor(
    @Inject(SESSION_STORE) private readonly store: SessionStore,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {}

  /** Refuses with `session-not-found`, `session-gone`, `session-expired`, `wrong-password` or `rate-limited`. */
  async authenticate(credentials: Credentials): Promise<Answer<Access>> {
    const found = await this.#find(credentials.session);
    if (!found.ok) return found;
    const record = found.value;
    const isWatchLink = isWatchId(credentials.session);
    const role = roleOf(record, { ...credentials, isWatchLink });
    if (record.passwordHash !== undefined && role !== 'host') {
      const checked = await this.#checkPassword(record, record.passwordHash, credentials);
      if (!checked.ok) return checked;
    }
    return accept({ record, role, isWatchLink });
  }

  async #find(id: unknown): Promise<Answer<SessionRecord>> {
    if (isSessionId(id)) return answerOfLookup(await this.store.find(id));
    if (isWatchId(id)) return answerOfLookup(await this.store.findByWatchId(id));
    return refuse('session-not-found');
  }

  async #checkPassword(
    record: SessionRecord,
    passwordHash: string,
    { password, address = '' }: Credentials,
  ): Promise<Answer> {
    // Asking without a password is how a page learns that there is one: it is no try.
    if (password === undefined) return refuse('wrong-password');
    const key = `${record.sessionId} ${address}`;
    // Taken before the slow comparison: tries sent at once must not all find the last place free.
    if ((await this.limits.passwords.take(key)) > 0) {
      return refuse('rate-limited', 'Too many wrong passwords; try again in a minute.');
    }
    if (!(await isPassword(passwordHash, password))) return refuse('wrong-password');
    await this.limits.passwords.giveBack(key);
    return accept(null);
  }
}
