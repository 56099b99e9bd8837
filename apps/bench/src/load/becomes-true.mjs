import { setTimeout as sleep } from 'node:timers/promises';

const PERIOD_MS = 20;

/**
 * Whether `check` becomes true within `limitMs`.
 * @param {() => boolean} check
 * @param {number} limitMs
 */
export async function becomesTrue(check, limitMs) {
  const until = performance.now() + limitMs;
  while (!check()) {
    if (performance.now() > until) return false;
    await sleep(PERIOD_MS);
  }
  return true;
}
