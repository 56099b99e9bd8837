const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a run took: `42 ms`, `1.20 s`, `2 min 05 s`. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, Math.round(durationMs));
  if (ms < 1000) return `${ms} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Progress of a download in MB of 10^6 bytes, both with the same number of digits: `3.2 of 13.5 MB`. */
export function formatProgress(loadedBytes: number, totalBytes: number): string {
  return `${(loadedBytes / 1e6).toFixed(1)} of ${(totalBytes / 1e6).toFixed(1)} MB`;
}

/** A past moment as people say it: `just now`, `5 minutes ago`, `yesterday`, `12 Nov`. */
export function formatAgo(atMs: number, nowMs: number): string {
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const agoMs = nowMs - atMs;
  if (agoMs < MINUTE_MS) return 'just now';
  if (agoMs < HOUR_MS) return words.format(-Math.floor(agoMs / MINUTE_MS), 'minute');
  if (agoMs < DAY_MS) return words.format(-Math.floor(agoMs / HOUR_MS), 'hour');
  if (agoMs < 7 * DAY_MS) return words.format(-Math.floor(agoMs / DAY_MS), 'day');
  return new Date(atMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

/** A moment to come, on the reader's clock: `today 18:30`, `tomorrow 09:05`, `24 Nov 09:05`. */
export function formatMoment(atMs: number, nowMs = Date.now()): string {
  const at = new Date(atMs);
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const days = Math.round((startOfDay(at) - startOfDay(new Date(nowMs))) / DAY_MS);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  return `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}

const startOfDay = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** `1 edit`, `2 edits`, `12,000 edits`. */
export const formatCount = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** A moment of today on the reader's clock: `14:05:09`. */
export const formatClock = (atMs: number): string => new Date(atMs).toLocaleTimeString('en-GB');

/** A size in units of 1,000: `312 B`, `1.2 kB`, `3.4 MB`. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  return sizeBytes < 1e6 ? `${(sizeBytes / 1e3).toFixed(1)} kB` : `${(sizeBytes / 1e6).toFixed(1)} MB`;
}
