import type { Answer } from '@pairlink/protocol';
import { accept, refuse, unreachable } from '@pairlink/protocol';
import type { Lookup, SessionRecord } from '../store/session-store.ts';

/** The record of a session that is there; otherwise `session-gone`, `session-expired` or `session-not-found`. */
export function answerOfLookup(lookup: Lookup): Answer<SessionRecord> {
  switch (lookup.kind) {
    case 'live':
      return accept(lookup.record);
    case 'gone':
      return refuse(lookup.reason === 'deleted' ? 'session-gone' : 'session-expired');
    case 'unknown':
      return refuse('session-not-found');
    default:
      return unreachable(lookup);
  }
}
