import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { LanguageId, Role } from '@pairlink/protocol';
import { createId, SESSION_ID_LENGTH, WATCH_ID_LENGTH } from '@pairlink/protocol';
import type { SessionRecord } from '../store/session-store.ts';

const HOST_TOKEN_BYTES = 32;
const EPOCH_BYTES = 12;

/** The record of a session that begins now, and the host's token, which is told once and kept only as a hash. */
export function beginSession(
  facts: { title: string; language: LanguageId; isPublic: boolean; passwordHash: string | undefined },
  now: number,
): { record: SessionRecord; hostToken: string } {
  const hostToken = randomBytes(HOST_TOKEN_BYTES).toString('base64url');
  const { passwordHash, ...rest } = facts;
  const record: SessionRecord = {
    ...rest,
    sessionId: createId(SESSION_ID_LENGTH, randomBytes),
    watchId: createId(WATCH_ID_LENGTH, randomBytes),
    hostTokenHash: hashHostToken(hostToken),
    epoch: createEpoch(),
    isLocked: false,
    ...(passwordHash ? { passwordHash } : {}),
    createdAt: now,
    lastActive: now,
    totalEdits: 0,
  };
  return { record, hostToken };
}

/** The record of a session that the store has lost and that begins again with the history it had. */
export const restoredSession = (lost: SessionRecord, now: number): SessionRecord => ({
  ...lost,
  epoch: createEpoch(),
  restoredFrom: lost.epoch,
  lastActive: now,
});

const createEpoch = (): string => randomBytes(EPOCH_BYTES).toString('base64url');

// 256 random bits need no slow hash: there is nothing to guess.
export const hashHostToken = (hostToken: string): string =>
  createHash('sha256').update(hostToken).digest('hex');

export const isHostToken = (record: SessionRecord, hostToken: string): boolean =>
  timingSafeEqual(Buffer.from(hashHostToken(hostToken), 'hex'), Buffer.from(record.hostTokenHash, 'hex'));

/**
 * What somebody with this link and token may do. A token that is not this session's gives nothing and takes
 * nothing away: an outdated one in a browser must not keep its owner out of a session they have the link of.
 */
export function roleOf(record: SessionRecord, by: { isWatchLink: boolean; hostToken?: string }): Role {
  if (by.hostToken !== undefined && isHostToken(record, by.hostToken)) return 'host';
  return by.isWatchLink ? 'viewer' : 'editor';
}
