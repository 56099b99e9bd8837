import type { LanguageId } from '@pairlink/protocol';
import { isLanguageId, isSessionId, isWatchId } from '@pairlink/protocol';
import { localStorageIfAllowed } from './identity.ts';

/** A session this browser had open. */
export interface RecentSession {
  /** Session id or watch id, as in the address. */
  readonly session: string;
  readonly title: string;
  readonly language: LanguageId;
  /** Unix ms of the last visit. */
  readonly visitedAt: number;
}

const KEY = 'pairlink.recent-sessions';
const KEPT = 20;

/** Latest visit first. */
export function listRecentSessions(
  storage: Storage | undefined = localStorageIfAllowed(),
): readonly RecentSession[] {
  const stored = parse(storage?.getItem(KEY) ?? '[]');
  return Array.isArray(stored) ? stored.filter(isRecentSession) : [];
}

/** Adds a visit, or renews an earlier one of the same session. */
export function rememberSession(
  visit: RecentSession,
  storage: Storage | undefined = localStorageIfAllowed(),
): void {
  const others = listRecentSessions(storage).filter(({ session }) => session !== visit.session);
  save([visit, ...others].slice(0, KEPT), storage);
}

export function forgetSession(session: string, storage: Storage | undefined = localStorageIfAllowed()): void {
  save(
    listRecentSessions(storage).filter((recent) => recent.session !== session),
    storage,
  );
}

function save(sessions: readonly RecentSession[], storage: Storage | undefined): void {
  try {
    storage?.setItem(KEY, JSON.stringify(sessions));
  } catch {
    // The list is a convenience: a full storage only leaves it as it was.
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return [];
  }
}

function isRecentSession(value: unknown): value is RecentSession {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'session' in value &&
    (isSessionId(value.session) || isWatchId(value.session)) &&
    'title' in value &&
    typeof value.title === 'string' &&
    'language' in value &&
    isLanguageId(value.language) &&
    'visitedAt' in value &&
    typeof value.visitedAt === 'number'
  );
}
