import type { SessionRecord } from '../store/session-store.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Unix ms at which the session ends unless somebody does something in it. */
export const expiresAt = (record: SessionRecord, idleHours: number): number =>
  record.lastActive + idleHours * HOUR_MS;

/** People are told so long before: an hour, or half of the time where sessions are kept shortly. */
export const noticeMs = (idleHours: number): number => Math.min(HOUR_MS, (idleHours * HOUR_MS) / 2);
