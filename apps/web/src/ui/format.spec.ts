import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatCount,
  formatDuration,
  formatMoment,
  formatProgress,
  formatSize,
} from './format.ts';

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [42.4, '42 ms'],
    [999.6, '1.00 s'],
    [1203, '1.20 s'],
    [59_994, '59.99 s'],
    [59_996, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [-3, '0 ms'],
  ])('of %d ms read %s', (durationMs, words) => {
    expect(formatDuration(durationMs)).toBe(words);
  });
});

it('shows progress in MB with one digit on both sides', () => {
  expect(formatProgress(3_210_000, 13_500_000)).toBe('3.2 of 13.5 MB');
});

describe('past moments', () => {
  const now = Date.UTC(2026, 10, 21, 15);
  it.each([
    [10_000, 'just now'],
    [-5000, 'just now'],
    [60_000, '1 minute ago'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [25 * 3_600_000, 'yesterday'],
  ])('%d ms ago read %s', (agoMs, words) => {
    expect(formatAgo(now - agoMs, now)).toBe(words);
  });

  it('are dates after a week', () => {
    expect(formatAgo(now - 9 * 24 * 3_600_000, now)).toBe('12 Nov');
  });
});

describe('moments to come', () => {
  const now = new Date(2026, 10, 21, 15, 0).getTime();
  it.each([
    [new Date(2026, 10, 21, 18, 30), 'today 18:30'],
    [new Date(2026, 10, 22, 9, 5), 'tomorrow 09:05'],
    [new Date(2026, 10, 24, 9, 5), '24 Nov 09:05'],
  ])('%s reads %s', (at, words) => {
    expect(formatMoment(at.getTime(), now)).toBe(words);
  });
});

it('counts one thing in the singular', () => {
  expect([formatCount(0, 'edit'), formatCount(1, 'edit'), formatCount(2, 'edit')]).toEqual([
    '0 edits',
    '1 edit',
    '2 edits',
  ]);
});

it('says sizes as people do', () => {
  expect([999, 1000, 588_890, 3_400_000].map(formatSize)).toEqual(['999 B', '1.0 kB', '588.9 kB', '3.4 MB']);
});
