import { StoreUnavailable } from '../store/session-store.ts';

/** What a failed command means for whoever asked. */
export function unavailable(cause: unknown): never {
  throw new StoreUnavailable('Redis did not say who is in the session.', { cause });
}
