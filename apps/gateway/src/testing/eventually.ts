import { vi } from 'vitest';

/**
 * Waits until `check` neither throws nor rejects, and answers what it answers. Patient, because a busy machine is no
 * defect: what must hold is that it comes, and a passing test does not wait.
 */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 60_000, interval: 20 });
}
